import assert from 'node:assert/strict'
import type { Transaction } from '../../../../src/core/model/charges.ts'
import { type SpendingState, spendingView } from '../../../../src/editor/spending/spendingView.ts'
import { parseMessageToSpendingPage } from '../../../../src/protocol/spending.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const NOW = new Date(2026, 7, 21, 12).getTime()
const HOUR = 3_600_000

const STATE: SpendingState = {
  ...{ transactions: [], hasMore: false, problem: undefined, isLoading: false, isSandbox: false },
  ...{ balance: undefined, host: 'api.example' },
}

const charge = (hoursAgo: number, parts: Partial<Transaction> = {}): Transaction => ({
  ...{ createdAt: NOW - hoursAgo * HOUR, isCharge: true, type: 'MODEL_USAGE', amountUsd: 0.5 },
  ...{ model: 'alibaba/wan', referenceId: `g${hoursAgo}`, ...parts },
})

/** The view, after a check that the page accepts it. */
function view(state: Partial<SpendingState>) {
  const jobOf = (id: string) => (id === 'g1' ? buildJob({ id: 'job', prompt: 'A waltz\u202e' }) : undefined)
  const made = spendingView({ ...STATE, ...state }, { l10n, locale: 'en', now: NOW, jobOf })
  return parseMessageToSpendingPage({ type: 'show', view: made })?.view ?? assert.fail('not a valid view')
}

describe('spendingView', () => {
  it('shows charges per day with totals, and the jobs of this computer', () => {
    const transactions = [charge(1), charge(2, { model: undefined, referenceId: undefined, type: '<b>' }), charge(48)]
    const { totals, content } = view({ transactions, balance: { amount: 9, currency: 'USD' } })
    assert.deepEqual(
      totals.map(({ label, value }) => `${label} ${value}`),
      ['Balance $9.00', 'Today $1.00', 'Last 7 days $1.50', 'Last 30 days $1.50'],
    )
    assert.ok(content.kind === 'charges')
    assert.deepEqual(
      content.days.map(({ label, total, rows }) => [label, total, rows.map(({ time, ...rest }) => rest)]),
      [
        [
          'Friday, August 21, 2026',
          '$1.00',
          [
            { title: 'A waltz', amount: '$0.50', jobId: 'job' },
            { title: 'Other charge', amount: '$0.50' },
          ],
        ],
        ['Wednesday, August 19, 2026', '$0.50', [{ title: 'alibaba/wan', detail: 'g48', amount: '$0.50' }]],
      ],
    )
  })

  it('says that totals are incomplete while older charges are not read', () => {
    const { totals, content } = view({ transactions: [charge(1), charge(48)], hasMore: true })
    assert.deepEqual(
      totals.map(({ value }) => value),
      ['$0.50', '$1.00 or more', '$1.00 or more'],
    )
    assert.equal(content.kind === 'charges' && content.footer?.button.id, 'loadMore')
  })

  it('says why there are no charges', () => {
    const states: Partial<SpendingState>[] = [
      {},
      { isLoading: true },
      { hasMore: true },
      { problem: { kind: 'noKey' } },
      { problem: { kind: 'canceled' } },
      { problem: { kind: 'error', text: 'It failed.' } },
    ]
    assert.deepEqual(
      states.map((state) => {
        const { content } = view(state)
        return content.kind === 'message' ? `${content.title}: ${content.button?.id ?? 'no button'}` : content.kind
      }),
      [
        'No charges yet: no button',
        'Reading the charges…: cancel',
        'No charges yet: loadMore',
        'An API key is required: setApiKey',
        'Canceled: refresh',
        'The charges could not be read: refresh',
      ],
    )
  })

  it('says that the sandbox is free', () => {
    const { notice, totals } = view({ isSandbox: true, transactions: [charge(1)] })
    assert.deepEqual([notice, totals[0]?.label], ['These are the charges of the sandbox. They cost nothing.', 'Today'])
  })

  it('stays within the limits of the page for texts of any length', () => {
    view({ transactions: [charge(3, { model: 'x'.repeat(500), referenceId: 'y'.repeat(512) })] })
    view({ problem: { kind: 'error', text: 'z'.repeat(1000) }, host: 'h'.repeat(300) })
  })
})
