import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readVideoFacts, type VideoBytes } from '../../../../src/editor/common/videoFacts.ts'
import { encodeVideo } from '../../../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../../../src/sandbox/video/videoSpec.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const FACTS = {
  ...{ width: 426, height: 240, codec: 'avc', durationSeconds: 2.5, framesPerSecond: 16, frames: 40 },
  ...{ exactFramesPerSecond: 16, audio: undefined },
}

describe('readVideoFacts', () => {
  let clip: Uint8Array
  const folder = tempFolder()

  before(async () => {
    clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 40 }, 1))
  })
  after(() => folder[Symbol.dispose]())

  const whole = (bytes: Uint8Array) => ({ sizeBytes: bytes.length, read: async () => bytes })

  /** Without the bit rate, which depends on the encoder. */
  async function factsOf(bytes: VideoBytes) {
    const { bitRate, ...facts } = (await readVideoFacts(bytes)) ?? { bitRate: 0 }
    assert.ok(bitRate > 10_000 && bitRate < 10_000_000)
    return facts
  }

  it('reads a local file', async () => {
    const path = join(folder.path, 'clip.mp4')
    writeFileSync(path, clip)
    assert.deepEqual(await factsOf({ path }), FACTS)
  })

  it('reads bytes', async () => assert.deepEqual(await factsOf(whole(clip)), FACTS))

  it('returns undefined for what is not a video', async () => {
    const found = await Promise.all([
      readVideoFacts({ path: join(folder.path, 'missing.mp4') }),
      readVideoFacts(whole(new TextEncoder().encode('<html>not a video</html>'))),
      readVideoFacts(whole(clip.subarray(0, 200))),
      readVideoFacts({ sizeBytes: 100, read: () => Promise.reject(new Error('no')) }),
    ])
    assert.deepEqual(found, [undefined, undefined, undefined, undefined])
  })
})
