const LONGEST_KEY = 512

export type KeyCheck =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly problem: KeyProblem }

/** Why a text cannot be a key. `newline` and `space` are the usual slips of copying. */
export type KeyProblem = 'empty' | 'newline' | 'space' | 'characters' | 'tooLong'

/** Whether a text can be an API key. It goes into a header: printable ASCII without spaces. Surrounding space is dropped. */
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
  return key.length > LONGEST_KEY ? 'tooLong' : undefined
}
