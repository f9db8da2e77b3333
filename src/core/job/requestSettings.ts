import { parseDataUri } from '../model/mediaUrl.ts'
import { toSingleLine } from '../text/sanitize.ts'

/** The short values of a request by the API's field names: everything but its prompts. A URL is only a file name. */
export type RequestSettings = Readonly<Record<string, string | number | boolean>>

/** Prompts are shown by themselves. */
const PROMPTS: ReadonlySet<string> = new Set(['prompt', 'negative_prompt'])
const MAX_SETTINGS = 60
const MAX_NAME_LENGTH = 100
const MAX_VALUE_LENGTH = 60

/** Returns the short values of a request. A request from an import may have any values. */
export function settingsOf({ values }: { readonly values: Readonly<Record<string, unknown>> }): RequestSettings {
  const settings: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(values).slice(0, MAX_SETTINGS)) {
    if (PROMPTS.has(name) || name.length > MAX_NAME_LENGTH || name === '__proto__') continue
    const setting = shortValue(value)
    if (setting !== undefined) settings[name] = setting
  }
  return settings
}

/** Returns the names of the settings that differ. */
export function differingSettings(a: RequestSettings, b: RequestSettings): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => a[name] !== b[name])
}

function shortValue(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  if (Array.isArray(value)) {
    const [first] = value
    return value.length === 1 && typeof first === 'string' ? shortText(first) : `${value.length}`
  }
  return typeof value === 'string' ? shortText(value) : undefined
}

function shortText(text: string): string {
  return toSingleLine(/^(?:data:|https?:)/i.test(text) ? fileNameOf(text) : text, MAX_VALUE_LENGTH)
}

/** Returns the file name of a URL or `data:` URI, or what identifies it otherwise. */
function fileNameOf(url: string): string {
  if (/^data:/i.test(url)) {
    const data = parseDataUri(url)
    return data?.fileName ?? `${data?.mediaType ?? 'data'}, ${url.length}`
  }
  const path = url.slice(0, 4000).split(/[?#]/, 1)[0] ?? ''
  const name = path.split('/').findLast((part) => part !== '') ?? url
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
