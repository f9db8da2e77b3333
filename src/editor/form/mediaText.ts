import { formatBytes } from '../../core/text/format.ts'
import type { VideoFacts } from '../common/videoFacts.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'

/** A request with a file above this size may be rejected: common limits of servers start at 1 MB. */
const LARGE_BYTES = 700_000

/** One line about a file, for example `5.1 s · 81 frames · 16 fps · 426 × 240 · avc · 103 kB`. */
export function mediaDetail(
  sizeBytes: number,
  facts: VideoFacts | undefined,
  { l10n, locale }: DisplayLanguage,
): string {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
  const parts = facts
    ? [
        l10n.t('{0} s', number(facts.durationSeconds)),
        facts.frames === undefined ? '' : l10n.t('{0} frames', number(facts.frames)),
        facts.framesPerSecond === undefined ? '' : l10n.t('{0} fps', number(facts.framesPerSecond)),
        facts.width === undefined ? '' : `${facts.width} × ${facts.height}`,
        facts.codec ?? '',
      ]
    : []
  return [...parts, formatBytes(sizeBytes, locale)].filter((part) => part !== '').join(' · ')
}

/** Says that the service may reject the size of the request. Returns undefined for a small file. */
export function largeFileNote(sizeBytes: number, { l10n, locale }: DisplayLanguage): string | undefined {
  if (sizeBytes < LARGE_BYTES) return undefined
  const encoded = formatBytes((sizeBytes * 4) / 3, locale)
  return l10n.t(
    'Sent inside the request, as {0}. The service may reject a large request (413). A URL has no such limit.',
    encoded,
  )
}
