import { findBoxContent, readBoxes } from './mp4Boxes.ts'
import type { VideoTiming } from './videoTiming.ts'

/** Reads the timing of an MP4 or QuickTime file. Returns undefined for any other file and for a fragmented MP4. */
export function readVideoTiming(file: Buffer): VideoTiming | undefined {
  const moov = findBoxContent(file, 'moov')
  const tracks = moov ? readBoxes(moov).filter(({ type }) => type === 'trak') : []
  const video = tracks.find(({ content }) => readHandlerType(content) === 'vide')
  return video && readTrackTiming(video.content)
}

function readHandlerType(track: Buffer): string | undefined {
  return findBoxContent(track, 'mdia/hdlr')?.toString('latin1', 8, 12)
}

function readTrackTiming(track: Buffer): VideoTiming | undefined {
  const mdhd = findBoxContent(track, 'mdia/mdhd')
  const stts = findBoxContent(track, 'mdia/minf/stbl/stts')
  // Version 1 has 64-bit times before the timescale.
  const timescaleOffset = mdhd?.[0] === 1 ? 20 : 12
  if (!mdhd || !stts || mdhd.length < timescaleOffset + 4) return undefined
  const timescale = mdhd.readUInt32BE(timescaleOffset)
  let frames = 0
  let ticks = 0
  // Version and flags, entry count, then entries of a sample count and the duration of each sample.
  for (let at = 8; at + 8 <= stts.length; at += 8) {
    const count = stts.readUInt32BE(at)
    frames += count
    ticks += count * stts.readUInt32BE(at + 4)
  }
  const framesPerSecond = Math.round((frames * timescale * 100) / ticks) / 100
  return frames > 0 && framesPerSecond > 0 && Number.isFinite(framesPerSecond) ? { frames, framesPerSecond } : undefined
}
