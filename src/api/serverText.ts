/** Characters that control a terminal or a log, break lines, or turn text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g

/**
 * Text from a server, fit to be shown to a person: one line, bounded, without control characters, without links that
 * the editor would make clickable in a notification, and without the key.
 */
export function sanitizeServerText(text: string, key: string, longest = 300): string {
  const line = redact(text.slice(0, 20_000), key)
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    // `[text](command:…)` and `$(icon)` mean something to the editor.
    .replace(/\]\(/g, '] (')
    .replace(/\$\(/g, '$ (')
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line
}

/** The text with every occurrence of the key replaced. */
export function redact(text: string, key: string): string {
  return key === '' ? text : text.replaceAll(key, '***')
}
