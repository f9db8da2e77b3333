import { html, nothing, type TemplateResult } from 'lit'
import type { CompareView } from '../../protocol/compare.ts'

/** The labels of the columns and rows of a matrix. `arrange` places them. */
export function matrixHeadings({ matrix }: CompareView): TemplateResult | typeof nothing {
  if (matrix === undefined) return nothing
  const heading = (text: string, axis: string, index: number) =>
    html`<div class="heading" data-axis=${axis} data-index=${index} dir="auto">${text}</div>`
  return html`${matrix.columns.map((text, index) => heading(text, 'column', index))}
    ${matrix.rows.map((text, index) => heading(text, 'row', index))}`
}
