import type { RequestValues } from '../../core/job/job.ts'
import { expectedResult } from '../../core/model/expectedResult.ts'
import { formatBytes } from '../../core/text/format.ts'
import type { PreviewRow } from '../../protocol/preview.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'
import { codecName } from './videoArea.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

/** Rates that differ by less are the same: a file stores a rate as a fraction. */
const RATE_TOLERANCE = 0.02

/** What is in the file. Marks what differs from the request; undefined for a file that no known request made. */
export function factRows(
  { facts, sizeBytes }: VideoFileInfo,
  request: RequestValues | undefined,
  { l10n, locale }: DisplayLanguage,
): PreviewRow[] {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  const rows: PreviewRow[] = []
  const add = (label: string, value: string, requested?: string) =>
    rows.push({
      label,
      value: { kind: 'text', text: value },
      ...(requested === undefined ? {} : { difference: l10n.t('Requested: {0}', requested) }),
    })
  if (facts) {
    const { width, height, frames, framesPerSecond, durationSeconds, bitRate, audio } = facts
    const wanted = request && differences(request, facts)
    const codecs = [codecName(facts.codec), audio && (codecName(audio.codec) ?? l10n.t('unknown audio codec'))]
    add(l10n.t('Codec'), codecs.filter((codec) => codec !== undefined).join(', ') || l10n.t('Unknown'))
    add(l10n.t('Size'), `${width} × ${height}`, wanted?.size)
    add(l10n.t('Frames'), number(frames ?? 0, 0), wanted?.frames === undefined ? undefined : number(wanted.frames, 0))
    const rate = (value: number) => l10n.t('{0} fps', number(value, 2))
    add(l10n.t('Frame rate'), rate(framesPerSecond ?? 0), wanted?.rate === undefined ? undefined : rate(wanted.rate))
    const seconds = (value: number) => l10n.t('{0} s', number(value, 2))
    add(l10n.t('Length'), seconds(durationSeconds))
    add(l10n.t('Bit rate'), l10n.t('{0} kbit/s', number(bitRate / 1000, 0)))
  }
  add(l10n.t('File size'), formatBytes(sizeBytes, locale))
  return rows
}

interface Differences {
  readonly size?: string
  readonly frames?: number
  readonly rate?: number
}

/** What the request asked for, where the file differs. Leaves out what depends on the source video. */
function differences(values: RequestValues, facts: NonNullable<VideoFileInfo['facts']>): Differences {
  const { frames, rate, size, interpolatedFrames } = expectedResult(values)
  const { width, height } = facts
  const isOtherSize = size.width !== undefined && (size.width !== width || size.height !== height)
  const isOtherSide = size.width === undefined && size.shortSide !== undefined && size.shortSide !== shortSide(facts)
  // Interpolation adds frames, in a way that the service does not document.
  const isOtherCount = interpolatedFrames === 0 && frames.count !== undefined && frames.count !== facts.frames
  const wantedRate = interpolatedFrames === 0 ? rate.framesPerSecond : undefined
  const isOtherRate =
    wantedRate !== undefined && Math.abs(wantedRate - facts.exactFramesPerSecond) > wantedRate * RATE_TOLERANCE
  return {
    ...(isOtherSize ? { size: `${size.width} × ${size.height}` } : {}),
    ...(isOtherSide ? { size: `${size.shortSide}p` } : {}),
    ...(isOtherCount && frames.count !== undefined ? { frames: frames.count } : {}),
    ...(isOtherRate ? { rate: wantedRate } : {}),
  }
}

function shortSide({ width = 0, height = 0 }: NonNullable<VideoFileInfo['facts']>): number {
  return Math.min(width, height)
}
