import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { RequestValues } from '../../core/job/job.ts'
import { parseFormPageState } from '../../protocol/form.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Attachments } from './attachments.ts'
import { FileBinding } from './fileBinding.ts'
import { FormPanel, type FormPanelOptions } from './formPanel.ts'
import type { FormRequest } from './formRequest.ts'
import { NEW_DRAFT } from './openDraft.ts'

export const FORM_TYPE = 'wanVace.form'

/** The open forms, at most one for each draft. */
export class Forms implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #memento: vscode.Memento
  readonly #attachments: Attachments
  readonly #open = new Map<string, FormPanel>()

  constructor(services: ExtensionServices, memento: vscode.Memento) {
    this.#services = services
    this.#memento = memento
    this.#attachments = new Attachments(services.storageUri)
    this.#attachments
      .cleanUp(Date.now())
      .catch((error) => services.log.warn(`form: could not delete old files: ${messageOf(error)}`))
  }

  /** Shows the form for a new generation, with the draft that the user left and, if given, these values. */
  showNew(values?: RequestValues): void {
    const open = this.#open.get(NEW_DRAFT)
    if (values) open?.setValues(values)
    this.#show(NEW_DRAFT, { values })
  }

  /** Shows the form for a new generation with an image. `parameter` is the name of a parameter that takes images. */
  async showNewWithImage(parameter: string, name: string, bytes: Uint8Array): Promise<void> {
    await this.#show(NEW_DRAFT).addFiles(parameter, [{ name, bytes }])
  }

  /** Shows the form with the request of a job. Throws `AppError('invalid')` if it is unknown or not supported. */
  showAgain(jobId: string): void {
    this.#show(jobId)
  }

  /** Like `showAgain`, with the focus on the field that the service rejected. */
  showRejected(jobId: string): void {
    this.#show(jobId).rejected.focus()
  }

  /**
   * Shows a request of a request file. `index` is its position. The form and the file follow each other. Throws
   * `AppError('invalid')` if there is no such request.
   */
  async showRequestFile(document: vscode.TextDocument, index: number): Promise<void> {
    const draftId = FileBinding.draftId(document.uri, index)
    const open = this.#open.get(draftId)
    if (open) open.reveal()
    else this.#show(draftId, { binding: await FileBinding.open(draftId) })
  }

  /** The request of the form in the active tab. */
  activeRequest(): FormRequest | undefined {
    return [...this.#open.values()].find(({ isActive }) => isActive)?.request
  }

  /** Restores a panel after a reload. Closes the panel if its draft has a form already, or its job has no request. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const draftId = parseFormPageState(state)?.draftId ?? NEW_DRAFT
    try {
      // The draft of a job needs its request.
      if (draftId !== NEW_DRAFT) await this.#services.ready()
      const binding = await FileBinding.open(draftId)
      if (this.#open.has(draftId)) {
        binding?.dispose()
        panel.dispose()
        return
      }
      this.#attach(panel, draftId, { binding })
    } catch (error) {
      this.#services.log.info(`form: closed a restored tab. ${messageOf(error)}`)
      panel.dispose()
    }
  }

  dispose(): void {
    for (const form of this.#open.values()) form.dispose()
    this.#open.clear()
  }

  /** `values` are those of a form that is not open yet. */
  #show(draftId: string, { binding, values }: Pick<FormPanelOptions, 'binding' | 'values'> = {}): FormPanel {
    const open = this.#open.get(draftId)
    if (open) {
      binding?.dispose()
      open.reveal()
      return open
    }
    const title = vscode.l10n.t('New Generation')
    const panel = vscode.window.createWebviewPanel(
      FORM_TYPE,
      title,
      binding ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [],
      },
    )
    try {
      return this.#attach(panel, draftId, { binding, values })
    } catch (error) {
      panel.dispose()
      throw error
    }
  }

  #attach(
    panel: vscode.WebviewPanel,
    draftId: string,
    { binding, values }: Pick<FormPanelOptions, 'binding' | 'values'>,
  ): FormPanel {
    const form = new FormPanel(this.#services, panel, {
      draftId,
      memento: this.#memento,
      attachments: this.#attachments,
      binding,
      values,
    })
    this.#open.set(draftId, form)
    panel.onDidDispose(() => {
      // The draft of a new generation is kept after its form is closed, and what was typed last is written to the file.
      if (draftId === NEW_DRAFT || binding) form.dispose()
      else form.discard()
      this.#open.delete(draftId)
    })
    return form
  }
}
