import type { GenerationRequest } from '../../core/job/job.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { formatBytes } from '../../core/text/format.ts'

/** Characters of a `data:` URI that stay to be seen. */
const DATA_HEAD = 60

/** A request as it is sent, as JSON for reading: the contents of `data:` URIs are left out, and it says so. */
export function requestText(request: GenerationRequest, locale: string): string {
  const body = { model: request.model, ...request.values }
  return `${JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? shortened(value, locale) : value), 2)}\n`
}

function shortened(text: string, locale: string): string {
  if (!/^data:/i.test(text) || text.length <= DATA_HEAD * 2) return text
  const data = parseDataUri(text)
  const whole = formatBytes(data?.sizeBytes ?? text.length, locale)
  return `${text.slice(0, DATA_HEAD)}… (${whole} in all, shortened here only)`
}
