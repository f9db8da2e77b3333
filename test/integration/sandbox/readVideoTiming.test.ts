import { deepStrictEqual } from 'node:assert/strict'
import { encodeVideo } from '../../../src/sandbox/video/encodeVideo.ts'
import { readVideoTiming } from '../../../src/sandbox/video/readVideoTiming.ts'
import { createVideoSpec } from '../../../src/sandbox/video/videoSpec.ts'

/** Builds an MP4 box. */
function box(type: string, ...parts: readonly (Buffer | number)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'number' ? uint32(part) : part)))
  return Buffer.concat([uint32(content.length + 8), Buffer.from(type, 'latin1'), content])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

interface Track {
  readonly handler?: string
  /** Version 1 has 64-bit times. */
  readonly mdhd?: Buffer
  /** Pairs of a sample count and a duration. */
  readonly stts?: readonly number[]
}

const MDHD = box('mdhd', 0, 0, 0, 1_000, 0, 0)
const MDHD_64_BIT = box('mdhd', 0x01_00_00_00, 0, 0, 0, 0, 1_000, 0, 0, 0)

function track({ handler = 'vide', mdhd = MDHD, stts = [25, 40] }: Track): Buffer {
  const hdlr = box('hdlr', 0, 0, Buffer.from(handler), 0, 0, 0)
  const table = box('stbl', box('stts', 0, stts.length / 2, ...stts))
  return box('trak', box('mdia', mdhd, hdlr, box('minf', table)))
}

const movie = (...tracks: readonly Track[]) => box('moov', ...tracks.map(track))

describe('sandbox: timing of the input video', () => {
  const FILES: readonly (readonly [string, Buffer, number?, number?])[] = [
    ['one track', movie({}), 25, 25],
    ['a 64-bit header', movie({ mdhd: MDHD_64_BIT }), 25, 25],
    ['audio before video', movie({ handler: 'soun', stts: [500, 20] }, { stts: [10, 100] }), 10, 10],
    ['a variable frame rate', movie({ stts: [10, 30, 10, 50] }), 20, 25],
    ['29.97 fps', movie({ mdhd: box('mdhd', 0, 0, 0, 30_000, 0, 0), stts: [100, 1_001] }), 100, 29.97],
    [
      'mdat with a 64-bit size',
      Buffer.concat([box('ftyp'), uint32(1), Buffer.from('mdat'), uint32(0), uint32(16), movie({})]),
      25,
      25,
    ],
    ['moov up to the end of the file', Buffer.concat([uint32(0), movie({}).subarray(4)]), 25, 25],
    ['audio only', movie({ handler: 'soun' })],
    ['no samples, as in a fragmented MP4', movie({ stts: [] })],
    ['a duration of 0', movie({ stts: [10, 0] })],
    ['a timescale of 0', movie({ mdhd: box('mdhd', 0, 0, 0, 0, 0, 0) })],
    ['a short mdhd', movie({ mdhd: box('mdhd', 0) })],
    ['no tracks', movie()],
    ['a box with an invalid size', Buffer.concat([uint32(4), Buffer.from('moov'), movie({})])],
    ['a box with an absurd 64-bit size', Buffer.concat([uint32(1), Buffer.from('moov'), Buffer.alloc(8, 255)])],
    ['WebM', Buffer.from('1a45dfa39f4286810142f7810142f281', 'hex')],
    ['no bytes', Buffer.alloc(0)],
  ]
  for (const [name, file, frames, framesPerSecond] of FILES) {
    it(`of ${name}: ${frames === undefined ? 'unknown' : `${frames} frames, ${framesPerSecond} fps`}`, () => {
      deepStrictEqual(readVideoTiming(file), frames === undefined ? undefined : { frames, framesPerSecond })
    })
  }

  it('of a truncated file is unknown until its end, and never throws', async () => {
    const spec = createVideoSpec({ prompt: 'x', resolution: '240p', aspect_ratio: '1:1', num_frames: 17 }, 1)
    const file = Buffer.from(await encodeVideo(spec))
    const moovEnd = file.indexOf('mdat') - 4
    for (let length = 0; length < moovEnd; length++) {
      deepStrictEqual(readVideoTiming(file.subarray(0, length)), undefined)
    }
    deepStrictEqual(readVideoTiming(file), { frames: 17, framesPerSecond: 16 })
  })
})
