const MAX_KEY_LENGTH = 512

export type KeyCheck =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly problem: KeyProblem }

/** Why a text cannot be a key. `newline` and `space` are common copy errors. */
export type KeyProblem = 'empty' | 'newline' | 'space' | 'characters' | 'tooLong'

/** Checks whether a text can be an API key. Keys are sent in a header: printable ASCII without spaces. Trims the text. */
export function checkApiKey(text: string): KeyCheck {
  const key = text.trim()
  const problem = problemOf(key)
  return problem ? { ok: false, problem } : { ok: true, key }
}

function problemOf(key: string): KeyProblem | undefined {
  if (key === '') return 'empty'
  if (/[\r\n\u2028\u2029]/.test(key)) return 'newline'
  if (/\s/.test(key)) return 'space'
  if (!/^[\x21-\x7e]+$/.test(key)) return 'characters'
  return key.length > MAX_KEY_LENGTH ? 'tooLong' : undefined
}
