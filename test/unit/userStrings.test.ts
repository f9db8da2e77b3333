import assert from 'node:assert/strict'
import { collectUserStrings, unlistedCalls } from '../../scripts/lib/userStrings.ts'

const strings = collectUserStrings()

/** Terms that the product does not use, with the standard term in each case. */
const REPLACED_TERMS: readonly (readonly [term: RegExp, standard: string])[] = [
  [/\blook(s|ed)? (again|at|for it)\b/i, 'check, poll, search'],
  [/\bwatch(ing|ed)\b/i, 'track'],
  [/\bjobs?\b/i, 'generation'],
  [/\banswer(s|ed)?\b/i, 'response'],
  [/\btrouble\b/i, 'error'],
  [/\btaken in\b/i, 'recover, import'],
  [/\bby itself\b/i, 'automatically'],
  [/\bnobody\b|\bsomebody\b|\bwhoever\b/i, 'name the subject'],
  [/\bmachine\b/i, 'computer'],
  [/\bcancell(ed|ing)\b|\bcolour\b/i, 'American spelling'],
  [/[‘’]/, 'a straight apostrophe'],
]

describe('the strings that users read', () => {
  it('are all listed', () => {
    assert.deepStrictEqual([strings.length > 400, unlistedCalls()], [true, []])
  })

  it('use the standard terms', () => {
    const wrong = strings.flatMap(({ source, text }) =>
      REPLACED_TERMS.filter(([term]) => term.test(text)).map(([, standard]) => `${source}: "${text}" -> ${standard}`),
    )
    assert.deepStrictEqual(wrong, [])
  })

  it('have arguments that are numbered from 0', () => {
    const wrong = strings.filter(({ text }) => {
      const numbers = [...new Set([...text.matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1])))].sort()
      return numbers.some((number, index) => number !== index)
    })
    assert.deepStrictEqual(wrong, [])
  })
})
