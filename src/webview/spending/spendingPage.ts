import '@vscode-elements/elements/dist/vscode-button/index.js'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type {
  MessageFromSpendingPage,
  SpendingAction,
  SpendingDay,
  SpendingRow,
  SpendingView,
} from '../../protocol/spending.ts'
import type { Host } from '../shared/host.ts'
import { codicon, iconButton } from '../shared/icon.ts'
import { LightElement } from '../shared/lightElement.ts'

/** The whole page. Shows `view`, and nothing until there is one. */
export class SpendingPage extends LightElement {
  static override readonly properties: PropertyDeclarations = { view: { attribute: false } }

  declare view: SpendingView | undefined

  readonly #host: Host<MessageFromSpendingPage, object>

  constructor(host: Host<MessageFromSpendingPage, object>) {
    super()
    this.#host = host
  }

  protected override render(): TemplateResult {
    const { view } = this
    // The live region is there from the start: screen readers announce only changes of an existing one.
    return html`${view ? this.#main(view) : nothing}
      <div class="visually-hidden" role="status">${view?.content.kind === 'message' ? view.content.title : nothing}</div>`
  }

  #main({ title, notice, totals, refresh, columns, content }: SpendingView): TemplateResult {
    return html`<main>
      <header>
        <h1>${title}</h1>
        ${refresh === undefined ? nothing : iconButton('refresh', refresh, () => this.#run('refresh'))}
      </header>
      ${notice === undefined ? nothing : html`<p class="notice" data-tone="muted">${codicon('beaker')}${notice}</p>`}
      ${
        totals.length === 0
          ? nothing
          : html`<dl class="totals">
              ${totals.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
            </dl>`
      }
      ${content.kind === 'message' ? this.#message(content) : this.#charges(content, columns)}
    </main>`
  }

  #message(content: Extract<SpendingView['content'], { kind: 'message' }>): TemplateResult {
    const { button } = content
    return html`<section class="message" data-tone=${content.tone}>
      ${codicon(content.icon)}
      <h2>${content.title}</h2>
      ${content.text === undefined ? nothing : html`<p>${content.text}</p>`}
      ${
        button === undefined
          ? nothing
          : html`<vscode-button ?secondary=${button.id === 'cancel'} @click=${() => this.#run(button.id)}
              >${button.label}</vscode-button
            >`
      }
    </section>`
  }

  #charges(
    { days, footer }: Extract<SpendingView['content'], { kind: 'charges' }>,
    columns: SpendingView['columns'],
  ): TemplateResult {
    return html`${days.map((day) => this.#day(day, columns))}
    ${
      footer === undefined
        ? nothing
        : html`<footer>
            ${footer.isBusy ? codicon('loading') : nothing}
            <span>${footer.text}</span>
            <vscode-button secondary @click=${() => this.#run(footer.button.id)}>${footer.button.label}</vscode-button>
          </footer>`
    }`
  }

  #day({ label, total, rows }: SpendingDay, columns: SpendingView['columns']): TemplateResult {
    return html`<section class="day">
      <h2><span>${label}</span><span class="amount">${total}</span></h2>
      <table aria-label=${label}>
        <colgroup>
          <col class="time-column" />
          <col />
          <col class="amount-column" />
        </colgroup>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">${columns.time}</th>
            <th scope="col">${columns.title}</th>
            <th scope="col">${columns.amount}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#row(row))}
        </tbody>
      </table>
    </section>`
  }

  #row({ time, title, detail, amount, jobId }: SpendingRow): TemplateResult {
    const open = () => jobId !== undefined && this.#host.postMessage({ type: 'openJob', jobId })
    return html`<tr>
      <td class="time">${time}</td>
      <td class="title">
        ${
          jobId === undefined
            ? html`<span dir="auto">${title}</span>`
            : html`<button class="link" type="button" dir="auto" @click=${open}>${title}</button>`
        }
        ${detail === undefined ? nothing : html`<span class="detail" dir="ltr">${detail}</span>`}
      </td>
      <td class="amount">${amount}</td>
    </tr>`
  }

  #run(action: SpendingAction): void {
    this.#host.postMessage({ type: 'runAction', action })
  }
}

customElements.define('wan-spending-page', SpendingPage)
