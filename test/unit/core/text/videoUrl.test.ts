import assert from 'node:assert/strict'
import fc from 'fast-check'
import { findVideoUrl, findVideoUrls, urlInText } from '../../../../src/core/text/videoUrl.ts'
import { assertLinear } from '../../../fixtures/assertLinear.ts'

const A = 'https://a.b/c.mp4'

/** A text with the cursor at `‸`, or a selection between two, and the expected URL. */
const CASES: readonly (readonly [text: string, url: string | undefined])[] = [
  // Markdown
  [`See [the clip](https://a.b/‸c.mp4) now`, A],
  [`[the ‸clip](${A})`, undefined],
  [`[x](‸${A} "Title")`, A],
  [`![x](${A}‸)`, A],
  [`<‸${A}>`, A],
  [`**‸${A}**`, A],
  [`_‸${A}_`, A],
  [`| ‸${A}|${A} |`, A],
  ['[x](https://en.b/wiki/Clip_(film)‸.mp4)', 'https://en.b/wiki/Clip_(film).mp4'],
  [`[ref]: ‸${A}`, A],
  [`(see ‸${A}).`, A],
  // HTML and CSS
  ['<video src="https://a.b/c.mp4?x=1&amp;y=2‸">', 'https://a.b/c.mp4?x=1&y=2'],
  [`<video src='‸${A}'>`, A],
  [`<video src=‸${A}>`, A],
  [`&quot;‸${A}&quot;`, A],
  [`url(‸${A})`, A],
  // Code
  [`const a = '‸${A}';`, A],
  ["const a = `‸https://a.b/it's.mp4`", "https://a.b/it's.mp4"],
  ['"url": "https:\\/\\/a.b\\/‸c.mp4?x=1\\u0026y=2"', 'https://a.b/c.mp4?x=1&y=2'],
  [`"‸${A}\\n"`, A],
  [`\`https://a.b/\${id}‸.mp4\``, undefined],
  [`\\url{‸${A}}`, A],
  [`${A}‸[label]`, A],
  [`[‸${A} label]`, A],
  [`a: ‸${A} # comment`, A],
  // Prose
  [`Watch ‸${A}.`, A],
  [`Watch ‸${A}, then rest`, A],
  [`Watch ‸${A}?!…`, A],
  [`‸${A}を見てください`, A],
  [`これ「‸${A}」です`, A],
  ['‸https://a.b/動画.mp4', 'https://a.b/動画.mp4'],
  [`“‸${A}”`, A],
  // Kinds of URLs
  ['‸HTTPS://A.B/C.MP4', 'HTTPS://A.B/C.MP4'],
  ['‸http://[::1]:8080/c.webm?sig=a%2Fb#t=1', 'http://[::1]:8080/c.webm?sig=a%2Fb#t=1'],
  ['‸https://a.b/c.mov?next=https://d.e/f', 'https://a.b/c.mov?next=https://d.e/f'],
  ['https://proxy.b/?u=‸https://a.b/c.mp4', 'https://a.b/c.mp4'],
  ['‸https://user:secret@a.b/c.ogv', 'https://user:secret@a.b/c.ogv'],
  ['‸https://a.b/c.mp4/', undefined],
  ['‸https://a.b/c.mp4x', undefined],
  ['‸https://a.b/?file=c.mp4', undefined],
  ['‸https://a.b/c.gif', undefined],
  ['‸ftp://a.b/c.mp4', undefined],
  ['‸file:///c.mp4', undefined],
  ['‸https://.mp4', undefined],
  ['‸https://', undefined],
  ['‸', undefined],
  // Cursor positions
  [`‸x ${A}`, undefined],
  [`${A} x‸`, undefined],
  [`${A}‸ x`, A],
  [`${A}. ‸`, undefined],
  [`${A},${A.replace('c', '‸d')}`, 'https://a.b/d.mp4'],
  // Selections
  [`‸${A}‸`, A],
  ['https://‸a.b‸/c.mp4', A],
  [`‸first ${A} then https://a.b/d.mp4‸`, A],
  [`‸no clip here‸ ${A}`, undefined],
  [`‸<video\n  src="${A}"\n>‸`, A],
]

describe('findVideoUrl', () => {
  for (const [marked, url] of CASES) {
    it(`${marked.replaceAll('\n', '⏎')} → ${url}`, () => {
      const [before = '', selected = '', after] = marked.split('‸')
      const text = after === undefined ? before + selected : before + selected + after
      const to = after === undefined ? before.length : before.length + selected.length
      assert.equal(findVideoUrl(text, before.length, to)?.url, url)
    })
  }

  it('returns the offsets of the URL', () => {
    assert.deepEqual(findVideoUrl(`x **${A}**.`, 10), { url: A, start: 4, end: 4 + A.length })
  })

  const LONG: readonly (readonly [about: string, text: (size: number) => string, at: (size: number) => number])[] = [
    ['spaces', (size) => ' '.repeat(size), (size) => size / 2],
    ['schemes', (size) => 'https://'.repeat(size / 8), (size) => size / 2],
    ['escaped schemes', (size) => 'http:\\/\\/'.repeat(size / 9), (size) => size / 2],
    ['brackets', (size) => `https://${'([('.repeat(size / 3)}`, () => 100],
    ['dots', (size) => `https://a.b/${'.mp4.'.repeat(size / 5)}`, () => 100],
    ['entities', (size) => `https://a.b/${'&amp;'.repeat(size / 5)}c.mp4`, (size) => size - 1],
    ['trailing periods', (size) => `https://a.b/c.mp4${'.'.repeat(size)}`, () => 5],
    ['URLs separated by commas', (size) => `${A},`.repeat(size / 18), (size) => size / 2],
  ]
  for (const [about, text, at] of LONG) {
    it(`searches a line of 1 MB of ${about} in linear time`, () => {
      assertLinear(1_000_000, (size) => {
        const line = text(size)
        findVideoUrl(line, at(size))
        findVideoUrl(line, 0, line.length)
      })
    })
  }

  it('never throws, and returns only video URLs within the range', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https://',
        'http:\\/\\/',
        'a.b',
        '/c.mp4',
        '&amp;',
        '&quot;',
        '(',
        ')',
        '[',
        ']',
        "'",
        '\\',
        '.',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, fc.nat(100), fc.nat(50), (text, from, length) => {
        const found = findVideoUrl(text, from, from + length)
        if (!found) return
        assert.match(new URL(found.url).pathname, /\.(mp4|webm|mov)$/i)
        assert.ok(found.start <= from + length && found.end >= from && found.end <= text.length)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('urlInText', () => {
  const SIGNED = 'https://cdn.example.com/v/0b8e?X-Amz-Signature=abc&X-Amz-Expires=600'
  const cases: readonly (readonly [string, string | undefined])[] = [
    [SIGNED, SIGNED],
    [`  "${SIGNED}", `, SIGNED],
    [`${SIGNED.slice(0, 30)}\r\n${SIGNED.slice(30)}`, SIGNED],
    [SIGNED.replace('&', '&amp;'), SIGNED],
    ['see https://example.com/a.mp4 and more', 'https://example.com/a.mp4'],
    ['see https://example.com/a and more', undefined],
    ['ftp://example.com/a', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
    ['', undefined],
    [`https://example.com/${'x'.repeat(5000)}`, undefined],
  ]
  for (const [text, expected] of cases) {
    it(`finds ${expected} in ${JSON.stringify(text).slice(0, 60)}`, () => {
      assert.equal(urlInText(text), expected)
    })
  }
})

describe('findVideoUrls', () => {
  it('finds all video URLs of a line, and no others', () => {
    const line =
      'a https://x.example/1.mp4, https://x.example/page (https://x.example/2.webm?t=1) https://x.example/3.png'
    const found = findVideoUrls(line)
    const urls = ['https://x.example/1.mp4', 'https://x.example/2.webm?t=1']
    assert.deepStrictEqual(
      found.map(({ url, start, end }) => [url, line.slice(start, end)]),
      urls.map((url) => [url, url]),
    )
  })
})
