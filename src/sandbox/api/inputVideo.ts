import { readVideoTiming } from '../video/readVideoTiming.ts'
import type { VideoTiming } from '../video/videoTiming.ts'
import type { ResultFiles } from './resultFiles.ts'

/**
 * Returns the timing of the input video, if the request matches it and `video_url` is a `data:` URI or a result file
 * of this sandbox. Returns undefined for any other URL, because the sandbox downloads nothing.
 */
export function getInputTiming(
  values: Readonly<Record<string, unknown>>,
  resultFiles: ResultFiles,
  filesOrigin: string,
  now: number,
): VideoTiming | undefined {
  const matchesInput = values['match_input_num_frames'] === true || values['match_input_frames_per_second'] === true
  const url = String(values['video_url'])
  if (!matchesInput) return undefined
  if (/^data:/i.test(url)) return readVideoTiming(decodeDataUri(url))
  const { origin, pathname } = new URL(url)
  return origin === filesOrigin ? resultFiles.getTiming(pathname, now) : undefined
}

function decodeDataUri(uri: string): Buffer {
  const comma = uri.indexOf(',')
  const data = uri.slice(comma + 1)
  if (/;base64$/i.test(uri.slice(0, comma))) return Buffer.from(data, 'base64')
  const binary = data.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(binary, 'latin1')
}
