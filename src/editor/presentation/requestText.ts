import type { GenerationRequest } from '../../core/job/job.ts'
import { parseDataUri, removeFileName } from '../../core/model/mediaUrl.ts'
import { formatBytes } from '../../core/text/format.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { DisplayLanguage } from './l10n.ts'

/** Characters of a `data:` URI that are shown. */
const SHOWN_LENGTH = 60

/**
 * A request as JSON to read, as it is sent. The contents of `data:` URIs are shortened, and the text says so, with the name
 * of the local file, which is not sent.
 */
export function requestText(request: GenerationRequest, language: DisplayLanguage): string {
  const values = Object.entries(request.values).map(([name, value]) => [name, readable(value, language)] as const)
  return `${JSON.stringify({ model: request.model, ...Object.fromEntries(values) }, undefined, 2)}\n`
}

function readable(value: unknown, language: DisplayLanguage): unknown {
  if (Array.isArray(value)) return value.map((item) => readable(item, language))
  return typeof value === 'string' && /^data:/i.test(value) ? shorten(value, language) : value
}

function shorten(text: string, { l10n, locale }: DisplayLanguage): string {
  const data = parseDataUri(text)
  const isLong = text.length > SHOWN_LENGTH * 2
  if (data?.fileName === undefined && !isLong) return text
  const sent = removeFileName(text)
  const shown = isLong ? `${sent.slice(0, SHOWN_LENGTH)}…` : sent
  const size = formatBytes(data?.sizeBytes ?? text.length, locale)
  if (data?.fileName === undefined) return l10n.t('{0} ({1} in total, shortened for display)', shown, size)
  const name = toSingleLine(data.fileName, SHOWN_LENGTH)
  return isLong
    ? l10n.t('{0} ({1}, {2} in total, shortened for display)', shown, name, size)
    : l10n.t('{0} ({1}, {2})', shown, name, size)
}
