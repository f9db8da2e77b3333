import '@vscode-elements/elements/dist/vscode-button/index.js'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { FormGroup, FormStatus, FormView, MessageToFormPage } from '../../protocol/form.ts'
import { codicon } from '../shared/icon.ts'
import { LightElement } from '../shared/lightElement.ts'
import { describeControls, focusControl } from './describeControls.ts'
import { fieldTemplate } from './field.ts'
import type { FieldContext } from './fieldContext.ts'
import { type FormHost, FormState } from './formState.ts'
import { Previews } from './previews.ts'
import { sideTemplate } from './side.ts'

/** The whole page. Shows nothing until the editor sends the view. */
export class FormPage extends LightElement {
  static override readonly properties: PropertyDeclarations = { announcement: { state: true } }

  declare private announcement: string | undefined

  readonly #host: FormHost
  readonly #state: FormState
  readonly #context: FieldContext
  readonly #previews: Previews
  /** Selects what gets the focus if an update removes the focused element. */
  #refocus: string | undefined

  /** Whether the fields of closed groups are rendered, too: after the page was shown, because most of them are closed. */
  #rendersClosed = false

  /** Whether to focus the first field to fill: the user opened the form, and works in it. */
  #focusesFirst: boolean

  constructor(host: FormHost, draftId: string) {
    super()
    this.#host = host
    // A restored page has a state.
    this.#focusesFirst = host.getState() === undefined
    window.addEventListener('focus', () => this.#focusFirst())
    this.#state = new FormState(host, draftId)
    this.#previews = new Previews((item) => host.postMessage({ type: 'requestPreview', item }))
    this.#context = {
      text: (name) => this.#state.text(name),
      status: (name) => this.#state.status?.fields.find((field) => field.name === name),
      newSeed: () => this.#state.status?.newSeed ?? false,
      canReuseSeed: () => this.#state.status?.canReuseSeed ?? false,
      setText: (name, text) => {
        this.#state.setText(name, text)
        this.requestUpdate()
      },
      post: (message, focus) => {
        this.#state.send()
        this.#refocus = focus
        host.postMessage(message)
      },
      announce: (text) => this.#announce(text),
      previewUrl: (item) => this.#previews.url(item),
    }
    this.addEventListener('keydown', this.#onKeyDown)
    this.addEventListener('focusout', () => this.#state.send())
    this.addEventListener('focusin', () => {
      this.#refocus = undefined
    })
  }

  receive(message: MessageToFormPage): void {
    switch (message.type) {
      case 'show':
      case 'update':
        this.#receiveStatus(message)
        return
      case 'focus':
        void this.#focus(message.name)
        return
      case 'announce':
        this.#announce(message.text)
        return
      case 'preview':
        this.#previews.receive(message)
        this.requestUpdate()
        return
    }
  }

  protected override render(): TemplateResult {
    const { view, status } = this.#state
    // The live region is there from the start: screen readers announce only changes of an existing one.
    return html`${view && status ? this.#main(view, status) : nothing}
      <div class="visually-hidden" role="status">${this.announcement}</div>`
  }

  protected override updated(): void {
    describeControls(this)
    this.#focusFirst()
    if (this.#state.view && !this.#rendersClosed) requestIdleCallback(() => this.#renderClosed(), { timeout: 500 })
    if (this.#refocus === undefined || document.activeElement !== document.body) return
    this.querySelector<HTMLElement>(this.#refocus)?.focus()
    this.#refocus = undefined
  }

  #main(view: FormView, status: FormStatus): TemplateResult {
    const { strings } = view
    return html`<main>
      <div class="fields">
        <header class="page-header">
          <h1>${view.title}</h1>
          <div class="page-actions">
            ${
              status.isModified
                ? html`<button class="link" type="button" @click=${() => this.#host.postMessage({ type: 'startOver' })}>
                    ${strings.startOver}
                  </button>`
                : nothing
            }
            <button class="link" type="button" @click=${() => this.#context.post({ type: 'showPresets' })}>
              ${strings.presets}
            </button>
          </div>
        </header>
        ${view.notice === undefined ? nothing : html`<p class="notice" data-tone="warning">${codicon('warning')}${view.notice}</p>`}
        ${view.groups.map((group) => this.#group(group, view, status))}
      </div>
      ${sideTemplate(view, status, {
        submit: () => this.#state.submit(),
        submitVariations: () => this.#state.submit(true),
        setNewSeed: (isOn) => this.#context.post({ type: 'setNewSeed', isOn }),
      })}
    </main>`
  }

  #group(group: FormGroup, view: FormView, status: FormStatus): TemplateResult {
    const counts = status.groups.find(({ id }) => id === group.id)
    const onToggle = (event: Event) => {
      const { open } = event.target as HTMLDetailsElement
      if (open !== this.#state.isOpen(group.id, group.isOpen)) this.#state.setOpen(group.id, open)
    }
    return html`<details
      data-group=${group.id}
      .open=${this.#state.isOpen(group.id, group.isOpen)}
      @toggle=${onToggle}
    >
      <summary>
        ${codicon('chevron-right')}
        <h2>${group.label}</h2>
        ${counts?.changed === undefined ? nothing : html`<span class="count">${counts.changed}</span>`}
        ${
          counts?.issues === undefined
            ? nothing
            : html`<span class="count" data-tone="error">${codicon('error')}${counts.issues}</span>`
        }
      </summary>
      <div class="group-fields">${this.#isRendered(group) ? group.fields.map((field) => fieldTemplate(field, this.#context, view.strings)) : nothing}</div>
    </details>`
  }

  #isRendered({ id, isOpen }: FormGroup): boolean {
    return this.#rendersClosed || this.#state.isOpen(id, isOpen)
  }

  #renderClosed(): void {
    if (this.#rendersClosed) return
    this.#rendersClosed = true
    this.requestUpdate()
  }

  #receiveStatus(message: Extract<MessageToFormPage, { readonly type: 'show' | 'update' }>): void {
    const name = this.#focusedField()
    const before = this.#context.status(name ?? '')
    this.#state.receive(message)
    const after = this.#context.status(name ?? '')
    const items = message.status.fields.flatMap((field) => field.items ?? [])
    this.#previews.keepOnly(new Set(items.map(({ id }) => id)))
    const text = (field: typeof after) => [field?.issue, ...(field?.notes ?? [])].filter(Boolean).join(' ')
    // Says what changed about the field that the user types in.
    if (text(after) !== '' && text(after) !== text(before)) this.#announce(text(after))
    this.requestUpdate()
  }

  #focusedField(): string | undefined {
    return this.querySelector<HTMLElement>('.field:focus-within')?.dataset['name']
  }

  async #focus(name: string): Promise<void> {
    const find = () => this.querySelector<HTMLElement>(`.field[data-name="${CSS.escape(name)}"]`)
    if (!find()) {
      this.#renderClosed()
      await this.updateComplete
    }
    const field = find()
    const group = field?.closest('details')
    if (!field || !group) return
    group.open = true
    focusControl(field)
  }

  /** Focuses the first required field that is empty, as soon as the page is shown and has the focus. */
  #focusFirst(): void {
    const { view, status } = this.#state
    if (!this.#focusesFirst || !view || !status || !document.hasFocus()) return
    this.#focusesFirst = false
    if (document.activeElement !== document.body) return
    const isEmpty = (name: string) => this.#state.text(name) === '' && !this.#context.status(name)?.items?.length
    const fields = view.groups.flatMap((group) => group.fields)
    const first = fields.find(({ name, isRequired }) => isRequired && isEmpty(name))
    if (first) void this.#focus(first.name)
  }

  #announce(text: string): void {
    this.announcement = text
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    // A key that is held down must not buy one video after another.
    if (!event.repeat) this.#state.submit()
  }
}

customElements.define('wan-form-page', FormPage)
