import { generationIdSchema } from './wire.ts'

/** Only the beginning of a body is searched. The ID is the first field of the service's responses. */
const MAX_SEARCHED_LENGTH = 64_000

const ID_FIELDS: ReadonlySet<string> = new Set(['id', 'generation_id', 'inference_id'])

/** The tokens of JSON. A string that was cut is not one. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]/g

/** Returns the generation ID in the body of a response, even if the body is incomplete. Undefined if it has none. */
export function generationIdIn(body: string): string | undefined {
  let depth = 0
  let field: string | undefined
  for (const [token] of body.slice(0, MAX_SEARCHED_LENGTH).matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (token === ',') field = undefined
    else if (depth !== 1) continue
    else if (field === undefined) field = token.slice(1, -1)
    else if (ID_FIELDS.has(field)) return validId(token)
  }
  return undefined
}

function validId(token: string): string | undefined {
  try {
    return generationIdSchema.safeParse(JSON.parse(token)).data
  } catch {
    return undefined
  }
}

/** Returns the ID in the header `x-inference-id`. Undefined if it is missing or has spaces or control characters. */
export function inferenceIdOf(headers: Headers): string | undefined {
  const id = headers.get('x-inference-id') ?? ''
  return /^[\x21-\x7e]{1,512}$/.test(id) ? id : undefined
}
