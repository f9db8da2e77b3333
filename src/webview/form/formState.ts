import {
  type FormPageState,
  type FormStatus,
  type FormValues,
  type FormView,
  type MessageFromFormPage,
  type MessageToFormPage,
  parseFormPageState,
} from '../../protocol/form.ts'
import type { Host } from '../shared/host.ts'

export type FormHost = Host<MessageFromFormPage, FormPageState>

/** How long the page waits for the next keystroke before it sends an edit. */
const SEND_DELAY_MS = 120

interface PendingEdit {
  readonly text: string
  /** The number of the message that sent the edit; undefined before. */
  edit: number | undefined
}

/**
 * The texts of the fields. The page decides what is in a field that the user edits; the editor changes the others. Edits
 * that the editor has not received are saved, so that they survive a reload.
 */
export class FormState {
  view: FormView | undefined
  status: FormStatus | undefined
  readonly #host: FormHost
  readonly #values = new Map<string, string>()
  readonly #pending = new Map<string, PendingEdit>()
  readonly #groups: Map<string, boolean>
  readonly #draftId: string
  #edit = 0
  #timer: number | undefined

  constructor(host: FormHost, draftId: string) {
    const saved = parseFormPageState(host.getState())
    const own = saved?.draftId === draftId ? saved : undefined
    this.#host = host
    this.#draftId = draftId
    this.#groups = new Map(Object.entries(own?.groups ?? {}))
    for (const [name, text] of Object.entries(own?.values ?? {})) this.#pending.set(name, { text, edit: 0 })
    host.postMessage({ type: 'ready', values: own?.values ?? {} })
    this.#save()
  }

  text(name: string): string {
    return this.#values.get(name) ?? ''
  }

  /** Changes a text, and sends it when the user pauses. */
  setText(name: string, text: string): void {
    this.#values.set(name, text)
    this.#pending.set(name, { text, edit: undefined })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.send(), SEND_DELAY_MS)
  }

  /** Sends edits now. */
  send(): void {
    const values = this.#takeUnsent()
    if (Object.keys(values).length === 0) return
    this.#save()
    this.#host.postMessage({ type: 'edit', edit: this.#edit, values })
  }

  /** `variations` asks how many to generate. */
  submit(variations = false): void {
    if (!this.status || this.status.progress !== undefined) return
    const values = this.#takeUnsent()
    this.#host.postMessage({ type: 'submit', edit: this.#edit, values, origin: this.status.origin, variations })
  }

  isOpen(group: string, byDefault: boolean): boolean {
    return this.#groups.get(group) ?? byDefault
  }

  setOpen(group: string, isOpen: boolean): void {
    this.#groups.set(group, isOpen)
    this.#save()
  }

  /** Applies a message with a status. */
  receive(message: Extract<MessageToFormPage, { readonly type: 'show' | 'update' }>): void {
    for (const [name, { edit }] of this.#pending) {
      if (edit !== undefined && edit <= message.edit) this.#pending.delete(name)
    }
    if (message.type === 'show') {
      this.view = message.view
      for (const name of this.#values.keys()) if (!this.#pending.has(name)) this.#values.delete(name)
    }
    this.status = message.status
    for (const [name, text] of Object.entries(message.values ?? {})) {
      // A newer edit wins over what the editor knows.
      if (!this.#pending.has(name)) this.#values.set(name, text)
    }
    this.#save()
  }

  #takeUnsent(): FormValues {
    clearTimeout(this.#timer)
    const values: Record<string, string> = {}
    for (const [name, pending] of this.#pending) {
      if (pending.edit !== undefined) continue
      pending.edit = this.#edit + 1
      values[name] = pending.text
    }
    if (Object.keys(values).length > 0) this.#edit++
    return values
  }

  #save(): void {
    this.#host.setState({
      draftId: this.#draftId,
      groups: Object.fromEntries(this.#groups),
      values: Object.fromEntries([...this.#pending].map(([name, { text }]) => [name, text])),
    })
  }
}
