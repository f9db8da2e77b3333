import type { GenerationRequest } from '../../core/job/job.ts'
import type { CompareView, Comparison } from '../../protocol/compare.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'
import { describeParameter } from './differences.ts'

export interface Place {
  readonly column: number
  readonly row: number
}

export interface Matrix {
  readonly labels: NonNullable<CompareView['matrix']>
  /** The place of each request, in the order of the requests. */
  readonly places: readonly Place[]
}

/**
 * Arranges requests by the values of one or two parameters. Numbers are sorted, other values keep their order. Returns
 * undefined if two requests have the same place, or if a request is not known.
 */
export function matrixOf(
  requests: readonly (GenerationRequest | undefined)[],
  axes: NonNullable<Comparison['axes']>,
  language: DisplayLanguage,
): Matrix | undefined {
  const known = requests.filter((request) => request !== undefined)
  if (known.length < requests.length) return undefined
  const columns = headingsOf(known, axes.column, language)
  const rows = axes.row === undefined ? [] : headingsOf(known, axes.row, language)
  const places = known.map((request) => ({
    column: columns.findIndex(({ key }) => key === keyOf(request, axes.column)),
    row: axes.row === undefined ? 0 : rows.findIndex(({ key }) => key === keyOf(request, axes.row ?? '')),
  }))
  if (new Set(places.map(({ column, row }) => `${column},${row}`)).size < places.length) return undefined
  return { labels: { columns: columns.map(({ label }) => label), rows: rows.map(({ label }) => label) }, places }
}

interface Heading {
  readonly key: string
  readonly value: unknown
  readonly label: string
}

function headingsOf(requests: readonly GenerationRequest[], name: string, language: DisplayLanguage): Heading[] {
  const headings = new Map<string, Heading>()
  for (const request of requests) {
    const key = keyOf(request, name)
    const { label, value } = describeParameter(request, name, language)
    const text = language.l10n.t('{0}: {1}', label, value)
    if (!headings.has(key)) headings.set(key, { key, value: request.values[name], label: text })
  }
  const all = [...headings.values()]
  const isNumeric = all.every(({ value }) => typeof value === 'number')
  return isNumeric ? all.sort((a, b) => Number(a.value) - Number(b.value)) : all
}

function keyOf({ values }: GenerationRequest, name: string): string {
  return JSON.stringify(values[name]) ?? ''
}
