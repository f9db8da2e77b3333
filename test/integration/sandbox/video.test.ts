import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict'
import { encodeVideo } from '../../../src/sandbox/video/encodeVideo.ts'
import { requiredLevelIdc } from '../../../src/sandbox/video/h264Level.ts'
import { Scene } from '../../../src/sandbox/video/scene.ts'
import { VideoCache } from '../../../src/sandbox/video/videoCache.ts'
import { createVideoSpec } from '../../../src/sandbox/video/videoSpec.ts'
import { frameNumberPixels, readFrameNumber } from '../../fixtures/frameNumber.ts'
import {
  describeMp4,
  findBox,
  findKeyFrames,
  hasValidChunkOffsets,
  listBoxTypes,
  readLevels,
  readSyncSamples,
} from './mp4.ts'

const render = async (values: object, seed = 1) =>
  Buffer.from(await encodeVideo(createVideoSpec({ prompt: 'a walk', ...values }, seed)))

describe('sandbox: videos', () => {
  const SIZES: readonly (readonly [object, string, number, number])[] = [
    [{}, '854x480', 81, 16],
    [{ resolution: '240p', aspect_ratio: '16:9', num_frames: 90, frames_per_second: 30 }, '426x240', 90, 30],
    [{ resolution: '240p', aspect_ratio: '9:16', frames_per_second: 5 }, '240x426', 81, 5],
    [{ resolution: '360p', aspect_ratio: '1:1', frames_per_second: 7 }, '360x360', 81, 7],
    [{ resolution: '580p', aspect_ratio: '1:1', video_quality: 'low', num_frames: 17 }, '580x580', 17, 16],
    [{ resolution: '720p', aspect_ratio: '16:9', num_frames: 17 }, '1280x720', 17, 16],
    [{ resolution: '240p', num_frames: 200, match_input_num_frames: true }, '426x240', 81, 16],
    [
      { resolution: '240p', frames_per_second: 30, match_input_frames_per_second: true, num_frames: 241 },
      '426x240',
      241,
      16,
    ],
    [{ resolution: '240p', num_frames: 17, num_interpolated_frames: 1 }, '426x240', 33, 32],
    [{ resolution: '240p', num_frames: 20, frames_per_second: 10, num_interpolated_frames: 2 }, '426x240', 58, 30],
    [{ resolution: '240p', num_frames: 17, frames_per_second: 5, num_interpolated_frames: 9 }, '426x240', 81, 25],
  ]
  for (const [values, size, frames, rate] of SIZES) {
    it(`renders ${JSON.stringify(values)} as ${size}, ${frames} frames, ${rate} fps`, async () => {
      deepStrictEqual(describeMp4(await render(values)), { format: 'avc1', size, frames, samples: frames, rate })
    })
  }

  /** The request, then the `level_idc` (ten times the level) by ITU-T H.264, table A-1. */
  const LEVELS: readonly (readonly [object, number])[] = [
    [{ resolution: '240p', aspect_ratio: '1:1' }, 12],
    [{ resolution: '240p', aspect_ratio: '16:9' }, 21],
    [{ resolution: '480p', aspect_ratio: '16:9', frames_per_second: 12 }, 22],
    [{ resolution: '480p', aspect_ratio: '16:9', frames_per_second: 16 }, 30],
    [{ resolution: '480p', aspect_ratio: '16:9', frames_per_second: 30 }, 31],
    [{ resolution: '720p', aspect_ratio: '9:16', frames_per_second: 30 }, 31],
    [{ resolution: '720p', frames_per_second: 30, num_interpolated_frames: 1 }, 32],
    [{ resolution: '720p', frames_per_second: 30, num_interpolated_frames: 3 }, 42],
  ]
  for (const [values, level] of LEVELS) {
    it(`writes level ${level / 10} for ${JSON.stringify(values)}`, async () => {
      deepStrictEqual(readLevels(await render({ ...values, num_frames: 5 })), [level, level])
    })
  }

  it('draws the frame number into each picture', () => {
    for (const values of [{ resolution: '240p' }, { resolution: '720p', aspect_ratio: '9:16' }]) {
      const { width, ...spec } = createVideoSpec({ prompt: 'x', ...values }, 1)
      const scene = new Scene({ width, ...spec })
      const read = (frame: number) => {
        const pixels = scene.drawFrame(frame)
        const red = frameNumberPixels(width, spec.height).map(([x, y]) => pixels[(y * width + x) * 4] ?? 0)
        return readFrameNumber(red)
      }
      deepStrictEqual([0, 1, 79, 234, 5678].map(read), [0, 1, 79, 234, 5678])
    }
  })

  it('raises the level if the bit rate requires it', () => {
    const spec = createVideoSpec({ prompt: 'x', resolution: '240p', aspect_ratio: '1:1' }, 1)
    deepStrictEqual(
      [200_000, 2_000_000, 20_000_000].map((sizeBytes) => requiredLevelIdc(spec, sizeBytes)),
      [12, 21, 41],
    )
  })

  it('writes moov before mdat, with chunk offsets that point to the samples', async () => {
    const video = await render({ resolution: '240p' })
    deepStrictEqual([listBoxTypes(video), hasValidChunkOffsets(video)], [['ftyp', 'moov', 'mdat'], true])
  })

  it('lists exactly the key frames, so that players seek to the right frame', async () => {
    for (const values of [{ num_frames: 81 }, { num_frames: 33 }, { num_frames: 32 }, { frames_per_second: 5 }]) {
      const video = await render({ resolution: '240p', aspect_ratio: '1:1', ...values })
      const [listed, keyFrames] = [readSyncSamples(video), findKeyFrames(video)]
      deepStrictEqual(listed, keyFrames)
      deepStrictEqual(listed[0], 1)
    }
  })

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
