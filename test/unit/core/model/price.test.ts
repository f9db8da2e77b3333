import assert from 'node:assert/strict'
import { parsePricing } from '../../../../src/api/pricingWire.ts'
import type { RequestValues } from '../../../../src/core/job/job.ts'
import type { SourceFacts } from '../../../../src/core/model/expectedResult.ts'
import { quotePrice } from '../../../../src/core/model/price.ts'
import { priceText } from '../../../../src/editor/presentation/priceText.ts'
import { MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const LANGUAGE = { l10n, locale: 'en' }

/** What the user reads about a request, for a price as the service sends it. */
function textFor(pricing: unknown, values: RequestValues = {}, source: SourceFacts = {}): string {
  const quote = quotePrice({ model: MODEL, values }, parsePricing(pricing), source)
  const { text, derivation } = priceText(quote, MODEL, LANGUAGE)
  return derivation === undefined ? text : `${text} | ${derivation}`
}

const fixed = (...units: object[]) => ({ kind: 'fixed', currency: 'USD', units })
const perSecond = (price: unknown, parts: object = {}) => ({ measure: 'second', price, per: 1, ...parts })
const byResolution = (prices: Record<string, number>, parts: object = {}) => ({
  kind: 'variants',
  currency: 'USD',
  dimensions: ['resolution'],
  variants: Object.entries(prices).map(([resolution, price]) => ({
    ...{ when: { resolution }, price, unit: 'second', per: 1 },
    ...parts,
  })),
})

describe('the estimate of a request', () => {
  const rows: readonly (readonly [name: string, actual: () => string, expected: string])[] = [
    ['a rate per second', () => textFor(fixed(perSecond(0.04))), 'About $0.20 | 5.06 s × $0.04 per second'],
    [
      'a rate for 100 seconds',
      () => textFor(fixed(perSecond(4, { per: 100 }))),
      'About $0.20 | 5.06 s × $0.04 per second',
    ],
    ['a rate as text', () => textFor(fixed(perSecond('0.04'))), 'About $0.20 | 5.06 s × $0.04 per second'],
    [
      'a rate without `per`',
      () => textFor(fixed({ name: 'seconds', price: 1 })),
      'About $5.06 | 5.06 s × $1.00 per second',
    ],
    [
      'a rate per minute',
      () => textFor(fixed(perSecond(6, { measure: 'Minutes' })), { num_frames: 160, frames_per_second: 16 }),
      'About $1.00 | 10 s × $0.10 per second',
    ],
    [
      'a rate per frame',
      () => textFor(fixed(perSecond(0.01, { measure: 'frame' }))),
      'About $0.81 | 81 frames × $0.01 per frame',
    ],
    [
      'a price per video',
      () => textFor(fixed(perSecond(0.5, { measure: 'generation' }))),
      'About $0.50 | $0.50 per video',
    ],
    ['a price of 0', () => textFor(fixed(perSecond(0))), 'About $0.00 | 5.06 s × $0.00 per second'],
    [
      'several rates',
      () => textFor(fixed(perSecond(0.04), perSecond(0.1, { measure: 'request' }))),
      'About $0.30 | 5.06 s × $0.04 per second + $0.10 per video',
    ],
    [
      'frames of the source that are known',
      () => textFor(fixed(perSecond(0.04)), { match_input_num_frames: true }, { frames: 160 }),
      'About $0.40 | 10 s × $0.04 per second',
    ],
    [
      'frames of the source that are not known',
      () => textFor(fixed(perSecond(0.04)), { match_input_num_frames: true }),
      '$0.04 per second | The total depends on the length of the source video.',
    ],
    [
      'the variant of a value',
      () => textFor(byResolution({ '480p': 0.04, '720p': 0.08 }), { resolution: '720p' }),
      'About $0.41 | 5.06 s × $0.08 per second (Resolution 720p)',
    ],
    [
      'the variant of the default',
      () => textFor(byResolution({ '480p': 0.04, '720p': 0.08 })),
      'About $0.20 | 5.06 s × $0.04 per second (Resolution 480p)',
    ],
    [
      'a value that the service chooses',
      () => textFor(byResolution({ '480p': 0.04, '720p': 0.08 }), { resolution: 'auto' }),
      'About $0.20 to $0.41 | 5.06 s × $0.04 to $0.08 per second',
    ],
    [
      'a value without a variant',
      () => textFor(byResolution({ '480p': 0.04 }), { resolution: '720p' }),
      'Price not published | The service publishes no price for these values.',
    ],
    [
      'a variant for all values',
      () =>
        textFor(
          {
            kind: 'variants',
            variants: [
              { when: {}, price: 0.1, unit: 'video' },
              { when: { resolution: '720p' }, price: 0.3, unit: 'video' },
            ],
          },
          { resolution: '720p' },
        ),
      'About $0.30 | $0.30 per video (Resolution 720p)',
    ],
    [
      'a dimension that is not a parameter',
      () =>
        textFor({
          kind: 'variants',
          variants: [5, 10].map((price) => ({ when: { tier: price }, price, unit: 'video' })),
        }),
      'About $5.00 to $10.00 | $5.00 to $10.00 per video',
    ],
    [
      'a boolean',
      () =>
        textFor(
          { kind: 'variants', variants: [{ when: { preprocess: true }, price: 1, unit: 'video' }] },
          { preprocess: true },
        ),
      'About $1.00 | $1.00 per video (Preprocess source video true)',
    ],
    [
      'a price that varies',
      () => textFor({ kind: 'variable' }),
      'Price not published | The service says that the price varies.',
    ],
    ['no price', () => textFor(undefined), 'Price not published'],
    ['null', () => textFor(null), 'Price not published'],
    ['another kind', () => textFor({ kind: 'auction', price: 1 }), 'Price not published'],
    ['another currency', () => textFor({ ...fixed(perSecond(1)), currency: 'EUR' }), 'Price not published'],
    ['another unit', () => textFor(fixed(perSecond(1, { measure: 'token' }))), 'Price not published'],
    [
      'one of two rates with another unit',
      () => textFor(fixed(perSecond(1), perSecond(1, { measure: 'token' }))),
      'Price not published',
    ],
    [
      'variants with different units',
      () =>
        textFor({
          kind: 'variants',
          variants: [
            { when: { a: 1 }, price: 1, unit: 'second' },
            { when: { a: 2 }, price: 1, unit: 'frame' },
          ],
        }),
      'Price not published',
    ],
    ['no rates', () => textFor(fixed()), 'Price not published'],
    ['a rate without a price', () => textFor(fixed({ measure: 'second' })), 'Price not published'],
    ['a negative price', () => textFor(fixed(perSecond(-1))), 'Price not published'],
    ['a price that is too high', () => textFor(fixed(perSecond(1e300))), 'Price not published'],
    ['a price for next to nothing', () => textFor(fixed(perSecond(1, { per: 1e-300 }))), 'Price not published'],
    ['a price that is not a number', () => textFor(fixed(perSecond('NaN'))), 'Price not published'],
    ['a price for nothing', () => textFor(fixed(perSecond(1, { per: 0 }))), 'Price not published'],
    [
      'one malformed variant',
      () => textFor({ kind: 'variants', variants: [{ when: { a: {} }, price: 1, unit: 'second' }] }),
      'Price not published',
    ],
    ['a list', () => textFor([]), 'Price not published'],
    ['a text', () => textFor('0.04'), 'Price not published'],
    [
      'markup and layout characters',
      () =>
        textFor({
          kind: 'variants',
          variants: [{ when: { '<b>\u202e\n': '</script>\u0000' }, price: 1, unit: 'video' }],
        }),
      'About $1.00 | $1.00 per video (<b> </script>)',
    ],
  ]
  for (const [name, actual, expected] of rows) {
    it(`from ${name}`, () => assert.equal(actual(), expected))
  }

  it('stays short with many rates', () => {
    const units = Array.from({ length: 200 }, () => perSecond(0.01))
    for (const values of [{}, { match_input_num_frames: true }]) {
      assert.ok(textFor(fixed(...units), values).length < 700)
    }
  })

  it('is fast with many variants', () => {
    const variants = Array.from({ length: 5000 }, (_, price) => ({ when: { a: String(price) }, price, unit: 'video' }))
    assert.equal(textFor({ kind: 'variants', variants }), 'Price not published')
  })
})
