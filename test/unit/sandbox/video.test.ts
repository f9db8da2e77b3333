import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict'
import { encode } from '../../../src/sandbox/video/encode.ts'
import { videoSpec } from '../../../src/sandbox/video/videoSpec.ts'
import { VideoStore } from '../../../src/sandbox/video/videoStore.ts'

/** A child box of an MP4 box, by its path of names. */
function box(bytes: Buffer, path: string): Buffer {
  const [name, ...rest] = path.split('/')
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at) || bytes.length - at
    if (bytes.toString('latin1', at + 4, at + 8) === name) {
      const inner = bytes.subarray(at + 8, at + size)
      return rest.length === 0 ? inner : box(inner, rest.join('/'))
    }
    at += size
  }
  throw new Error(`No ${name} box`)
}

/** What an MP4 says of itself: coded size, frames, frames a second, sample entry. */
function describeMp4(bytes: Buffer) {
  const track = box(bytes, 'moov/trak/mdia')
  const timescale = box(track, 'mdhd').readUInt32BE(12)
  const entry = box(track, 'minf/stbl/stsd').subarray(8)
  const timing = box(track, 'minf/stbl/stts')
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
    samples: box(track, 'minf/stbl/stsz').readUInt32BE(8),
    rate: Math.round((frames * timescale) / ticks),
  }
}

const make = async (values: object, seed = 1) =>
  Buffer.from(await encode(videoSpec({ prompt: 'a walk', ...values }, seed)))

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
    it(`makes ${size}, ${frames} frames, ${rate} a second of ${JSON.stringify(values)}`, async () => {
      deepStrictEqual(describeMp4(await make(values)), { format: 'avc1', size, frames, samples: frames, rate })
    })
  }

  it('moves, looks the same for the same request and different for another seed, prompt or quality', async () => {
    const small = { resolution: '240p', aspect_ratio: '1:1' }
    const first = await make(small)
    const others = [
      await make(small, 2),
      await make({ ...small, prompt: 'a run' }),
      await make({ ...small, video_quality: 'low' }),
    ]
    deepStrictEqual(await make(small), first)
    for (const other of others) notDeepStrictEqual(other, first)
    // A still picture would leave next to nothing to say after the first frame.
    const sizes = box(first, 'moov/trak/mdia/minf/stbl/stsz')
    const between = Array.from({ length: 15 }, (_, i) => sizes.readUInt32BE(16 + i * 4))
    deepStrictEqual(
      between.every((bytes) => bytes > 200),
      true,
    )
  })

  it('forgets the oldest videos beyond its size, and makes the same again', async () => {
    const store = new VideoStore(250_000)
    try {
      const specs = [1, 2, 3].map((seed) => videoSpec({ prompt: 'x', resolution: '240p', aspect_ratio: '1:1' }, seed))
      const digests: string[] = []
      for (const spec of specs) digests.push((await store.get(spec)).digest)
      const kept = specs.map((spec) => store.has(spec))
      const again = await store.get(specs[0] as (typeof specs)[0])
      deepStrictEqual([kept, again.digest, new Set(digests).size], [[false, true, true], digests[0], 3])
    } finally {
      await store.close()
    }
  })

  it('makes a video once for many who ask at the same time, in a thread of its own', async () => {
    const store = new VideoStore()
    try {
      const spec = videoSpec({ prompt: 'x', resolution: '240p', num_frames: 241 }, 1)
      let ticks = 0
      const timer = setInterval(() => ticks++, 10)
      const [one, two] = await Promise.all([store.get(spec), store.get({ ...spec })])
      clearInterval(timer)
      deepStrictEqual([one === two, store.has(spec), ticks > 10], [true, true, true])
    } finally {
      await store.close()
    }
  })
})
