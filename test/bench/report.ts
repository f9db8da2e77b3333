import { writeFileSync } from 'node:fs'
import { type Figure, TARGETS } from './figures.ts'

/** Prints a row per figure: its key, its value, its target, and whether it meets the target. */
export function printFigures(figures: readonly Figure[]): void {
  for (const { key, value, unit } of figures) {
    const target = TARGETS[key]
    const columns = [
      key.padEnd(32),
      formatValue(value).padStart(9),
      (unit ?? '').padEnd(2),
      target === undefined ? '' : `  at most ${formatValue(target).padEnd(6)} ${value <= target ? 'ok' : 'not ok'}`,
    ]
    console.log(`  ${columns.join(' ').trimEnd()}`)
  }
}

/** Writes `{ "<key>": <value> }`. */
export function writeFigures(path: string, figures: readonly Figure[]): void {
  const values = Object.fromEntries(figures.map(({ key, value }) => [key, round(value)]))
  writeFileSync(path, `${JSON.stringify(values, undefined, 2)}\n`)
}

function formatValue(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3
  return value.toFixed(digits)
}

function round(value: number): number {
  return Number(value.toPrecision(6))
}
