import assert from 'node:assert/strict'
import { escapeMarkdown, sanitizeText, toSingleLine } from '../../../../src/core/text/sanitize.ts'

describe('untrusted text', () => {
  it('becomes a single line without control and layout characters', () => {
    const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
      ['line breaks and tabs', 'a\r\n\tb\u2028c\u0085d', 'a b c d'],
      ['control characters', 'a\u0000\u001b[31mb\u007f', 'a [31mb'],
      ['bidi overrides', 'safe\u202eexe.4pm\u2066x\u2069\u200f', 'safeexe.4pmx'],
      ['invisible characters', 'a\u200b\ufeff\u00ad\u2060b', 'ab'],
      ['tag characters', 'a\u{e0068}\u{e0069}b', 'ab'],
      ['private-use characters', 'a\uea77b', 'ab'],
      ['an unpaired surrogate', 'a\ud83d', 'a\ufffd'],
      ['stacked combining marks', `Z${'\u0301'.repeat(50)}algo`, `Z${'\u0301'.repeat(4)}algo`],
      ['emoji with joiners', '👩‍👩‍👧 dance', '👩‍👩‍👧 dance'],
      ['Persian with a non-joiner', 'می\u200cرقصد', 'می\u200cرقصد'],
      ['right-to-left text', 'שלום עולם', 'שלום עולם'],
      ['only whitespace', ' \n\t ', ''],
      ['markup', '<b>[x](command:y)</b> $(zap)', '<b>[x](command:y)</b> $(zap)'],
    ]
    assert.deepEqual(
      cases.map(([name, text]) => [name, toSingleLine(text)]),
      cases.map(([name, , expected]) => [name, expected]),
    )
  })

  it('is truncated between graphemes, in less than 0.5 s', () => {
    const family = '👩‍👩‍👧'
    const started = performance.now()
    const truncated = [
      toSingleLine('x'.repeat(20_000), 10),
      toSingleLine(family.repeat(9), 3),
      toSingleLine(`${' '.repeat(90)}end`, 10),
      toSingleLine('exactly 10', 10),
      toSingleLine('\u0301'.repeat(2_000_000)).length <= 5,
    ]
    assert.deepEqual(truncated, [`${'x'.repeat(9)}…`, `${family}${family}…`, 'end', 'exactly 10', true])
    assert.ok(performance.now() - started < 500)
  })

  it('creates no link or icon in a notification or quick pick', () => {
    // The regular expressions of VS Code for links in notifications and icons in labels.
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi
    const icon = /\$\(([A-Za-z0-9-]+)(?:~[A-Za-z]+)?\)/g
    const texts = [
      '[Allow](command:workbench.action.terminal.new)',
      '[a](https://evil.example "Update now")',
      '[[a](file:///etc/passwd)](command:b)',
      '$(error) $(sync~spin)',
      '[a]\u200b(command:x)',
      '$\u200b(zap)',
      '[a]\n(command:x)',
    ]
    assert.deepEqual(
      texts.map(sanitizeText as (text: string) => string).filter((t) => link.test(t) || icon.test(t)),
      [],
    )
  })

  it('has all Markdown punctuation escaped', () => {
    const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
    assert.deepEqual(
      [escapeMarkdown(punctuation), escapeMarkdown('```\n<img src=x onerror=y>\n# Hi')],
      [
        [...punctuation].map((character) => `\\${character}`).join(''),
        '\\`\\`\\` \\<img src\\=x onerror\\=y\\> \\# Hi',
      ],
    )
  })
})
