import type { GenerationRequest } from '../../core/job/job.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { toRequestBody } from '../../core/model/requestBody.ts'
import { formatBytes } from '../../core/text/format.ts'
import type { DisplayLanguage } from './l10n.ts'

/** Characters of a `data:` URI that are shown. */
const SHOWN_LENGTH = 60

/** A request as JSON to read, as it is sent. The contents of `data:` URIs are shortened, and the text says so. */
export function requestText(request: GenerationRequest, language: DisplayLanguage): string {
  const body = { model: request.model, ...toRequestBody(request) }
  const replacer = (_key: string, value: unknown) => (typeof value === 'string' ? shorten(value, language) : value)
  return `${JSON.stringify(body, replacer, 2)}\n`
}

function shorten(text: string, { l10n, locale }: DisplayLanguage): string {
  if (!/^data:/i.test(text) || text.length <= SHOWN_LENGTH * 2) return text
  const size = formatBytes(parseDataUri(text)?.sizeBytes ?? text.length, locale)
  return l10n.t('{0}… ({1} in total, shortened for display)', text.slice(0, SHOWN_LENGTH), size)
}
