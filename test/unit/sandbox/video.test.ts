import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict'
import { encodeVideo } from '../../../src/sandbox/video/encodeVideo.ts'
import { VideoCache } from '../../../src/sandbox/video/videoCache.ts'
import { createVideoSpec } from '../../../src/sandbox/video/videoSpec.ts'

/** Returns the content of an MP4 box, found by the path of box types. */
function findBox(bytes: Buffer, path: string): Buffer {
  const [type, ...rest] = path.split('/')
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(offset) || bytes.length - offset
    if (bytes.toString('latin1', offset + 4, offset + 8) === type) {
      const inner = bytes.subarray(offset + 8, offset + size)
      return rest.length === 0 ? inner : findBox(inner, rest.join('/'))
    }
    offset += size
  }
  throw new Error(`No ${type} box`)
}

/** Reads the codec, the size, the frame count and the frame rate of an MP4. */
function describeMp4(bytes: Buffer) {
  const track = findBox(bytes, 'moov/trak/mdia')
  const timescale = findBox(track, 'mdhd').readUInt32BE(12)
  const entry = findBox(track, 'minf/stbl/stsd').subarray(8)
  const timing = findBox(track, 'minf/stbl/stts')
  let frames = 0
  let ticks = 0
  for (let i = 0; i < timing.readUInt32BE(4); i++) {
    const count = timing.readUInt32BE(8 + i * 8)
    frames += count
    ticks += count * timing.readUInt32BE(12 + i * 8)
  }
  return {
    format: entry.toString('latin1', 4, 8),
    size: `${entry.readUInt16BE(32)}x${entry.readUInt16BE(34)}`,
    frames,
    samples: findBox(track, 'minf/stbl/stsz').readUInt32BE(8),
    rate: Math.round((frames * timescale) / ticks),
  }
}

const render = async (values: object, seed = 1) =>
  Buffer.from(await encodeVideo(createVideoSpec({ prompt: 'a walk', ...values }, seed)))

describe('sandbox: videos', () => {
  const SIZES: readonly (readonly [object, string, number, number])[] = [
    [{}, '854x480', 81, 16],
    [{ resolution: '240p', aspect_ratio: '16:9', num_frames: 90, frames_per_second: 30 }, '426x240', 90, 30],
    [{ resolution: '240p', aspect_ratio: '9:16', frames_per_second: 5 }, '240x426', 81, 5],
    [{ resolution: '360p', aspect_ratio: '1:1', frames_per_second: 7 }, '360x360', 81, 7],
    [{ resolution: '580p', aspect_ratio: '1:1', video_quality: 'low' }, '580x580', 81, 16],
    [{ resolution: '720p', aspect_ratio: '16:9' }, '1280x720', 81, 16],
    [{ resolution: '240p', num_frames: 200, match_input_num_frames: true }, '426x240', 81, 16],
    [
      { resolution: '240p', frames_per_second: 30, match_input_frames_per_second: true, num_frames: 241 },
      '426x240',
      241,
      16,
    ],
  ]
  for (const [values, size, frames, rate] of SIZES) {
    it(`renders ${JSON.stringify(values)} as ${size}, ${frames} frames, ${rate} fps`, async () => {
      deepStrictEqual(describeMp4(await render(values)), { format: 'avc1', size, frames, samples: frames, rate })
    })
  }

  it('moves, is reproducible, and depends on seed, prompt and quality', async () => {
    const small = { resolution: '240p', aspect_ratio: '1:1' }
    const first = await render(small)
    const others = [
      await render(small, 2),
      await render({ ...small, prompt: 'a run' }),
      await render({ ...small, video_quality: 'low' }),
    ]
    deepStrictEqual(await render(small), first)
    for (const other of others) notDeepStrictEqual(other, first)
    // The frames of a still image would be almost empty after the first one.
    const sizes = findBox(first, 'moov/trak/mdia/minf/stbl/stsz')
    const frameSizes = Array.from({ length: 15 }, (_, i) => sizes.readUInt32BE(16 + i * 4))
    deepStrictEqual(
      frameSizes.every((bytes) => bytes > 200),
      true,
    )
  })

  it('evicts the least recently used videos and renders identical ones again', async () => {
    const cache = new VideoCache(250_000)
    try {
      const specs = [1, 2, 3].map((seed) =>
        createVideoSpec({ prompt: 'x', resolution: '240p', aspect_ratio: '1:1' }, seed),
      )
      const digests: string[] = []
      for (const spec of specs) digests.push((await cache.get(spec)).digest)
      const cached = specs.map((spec) => cache.has(spec))
      const again = await cache.get(specs[0] as (typeof specs)[0])
      deepStrictEqual([cached, again.digest, new Set(digests).size], [[false, true, true], digests[0], 3])
    } finally {
      await cache.close()
    }
  })

  it('renders concurrent requests for one spec once, without blocking the event loop', async () => {
    const cache = new VideoCache()
    try {
      const spec = createVideoSpec({ prompt: 'x', resolution: '240p', num_frames: 241 }, 1)
      let ticks = 0
      const timer = setInterval(() => ticks++, 10)
      const [one, two] = await Promise.all([cache.get(spec), cache.get({ ...spec })])
      clearInterval(timer)
      deepStrictEqual([one === two, cache.has(spec), ticks > 10], [true, true, true])
    } finally {
      await cache.close()
    }
  })
})
