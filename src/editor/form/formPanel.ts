import * as vscode from 'vscode'
import type { RequestValues } from '../../core/job/job.ts'
import {
  type FormStatus,
  type FormValues,
  type FormView,
  type MessageFromFormPage,
  type MessageToFormPage,
  parseMessageFromFormPage,
} from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { showPresets } from '../common/presets/showPresets.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { addMedia } from './addMedia.ts'
import { applyChange, applyTexts, mediaInText, sourceMedia } from './applyChange.ts'
import type { Attachments } from './attachments.ts'
import { chooseDraftMedia } from './chooseDraftMedia.ts'
import { DraftFiles } from './draftFiles.ts'
import { DraftSaver } from './draftSaver.ts'
import type { FileBinding } from './fileBinding.ts'
import { formCost } from './formCost.ts'
import type { FormDraft } from './formDraft.ts'
import { FormRequest } from './formRequest.ts'
import { formStatus, hasIssue } from './formStatus.ts'
import { FormSubmission } from './formSubmission.ts'
import { formView } from './formView.ts'
import { loadFormPage } from './loadFormPage.ts'
import { type DraftOptions, openDraft } from './openDraft.ts'
import { presetTarget } from './presetTarget.ts'
import { RejectedField, rejectionOf } from './rejection.ts'

export interface FormPanelOptions extends DraftOptions {
  readonly attachments: Attachments
  /** See `setValues`. */
  readonly values?: RequestValues | undefined
}

/** Shows one draft in a webview panel until the panel is closed. Each change is stored, or written to the request file. */
export class FormPanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #saver: DraftSaver
  readonly #binding: FileBinding | undefined
  readonly #draft: FormDraft
  readonly #view: FormView
  readonly #files: DraftFiles
  readonly #attachments: Attachments
  readonly #submission: FormSubmission
  readonly #disposables = new DisposableStore()
  /** Fields that the user edited since the panel was opened. */
  readonly #edited = new Set<string>()
  #reportsAllMissing = false
  /** The number of the last edit that arrived. */
  #edit = 0
  readonly rejected: RejectedField
  readonly request: FormRequest

  /** Throws `AppError('invalid')` if the request of the draft's job is not known. */
  constructor(services: ExtensionServices, panel: vscode.WebviewPanel, options: FormPanelOptions) {
    this.#services = services
    this.#panel = panel
    this.#attachments = options.attachments
    const opened = openDraft(options, services.jobs)
    const { draft, title, notice, binding } = opened
    this.#draft = draft
    this.#binding = binding
    this.#saver = this.#disposables.add(new DraftSaver(opened, (error) => void showError(error, services.log, 'form')))
    const rejection = rejectionOf(draft, services.jobs.get(options.draftId)?.error, vscode.l10n)
    this.rejected = new RejectedField(rejection, (name) => this.#post({ type: 'focus', name }))
    this.#view = formView(draft.model, { title, notice }, vscode.l10n)
    this.#files = new DraftFiles(draft, () => this.#update())
    this.#submission = new FormSubmission(services, { draft, files: this.#files }, () => this.#update())
    this.request = new FormRequest(draft, this.#files, () => this.#showsNoIssue())
    if (binding) this.#disposables.add(binding).onDidChange(() => this.#showFile(binding))
    this.#disposables.add(services.connection.onDidChange(() => this.#update()))
    this.#disposables.add(services.costs.onDidChange(() => this.#update()))
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    if (options.values) this.setValues(options.values)
    loadFormPage(panel, services.extensionUri, { draftId: options.draftId, title, first: this.#show() })
  }

  get isActive(): boolean {
    return this.#panel.active
  }

  reveal(): void {
    this.#panel.reveal()
  }

  /** Sets values as if the user had entered them. The source video can be the URI of a local file. */
  setValues({ video_url: source, ...values }: RequestValues): void {
    this.#draft.setValues(values)
    if (typeof source === 'string') this.#draft.addMedia('video_url', [sourceMedia(source)])
    this.#changed(this.#draft.model.parameters.map(({ name }) => name))
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#saver.save()
    this.#disposables.dispose()
  }

  /** Deletes the draft: the user closed the form of a job. */
  discard(): void {
    this.#disposables.dispose()
    this.#saver.delete()
  }

  #showFile(binding: FileBinding): void {
    this.#saver.cancel()
    binding.load(this.#draft)
    this.#update(Object.fromEntries(this.#draft.model.parameters.map(({ name }) => [name, this.#draft.text(name)])))
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromFormPage(raw)
    if (!message) {
      this.#services.log.warn('form: ignored an invalid message.')
      return
    }
    this.#handle(message).catch((error) => showError(error, this.#services.log, 'form'))
  }

  async #handle(message: MessageFromFormPage): Promise<void> {
    const draft = this.#draft
    switch (message.type) {
      case 'ready':
        this.#edit = 0
        if (!this.#binding) this.#setTexts(message.values) // A file has what the page had before.
        this.#services.costs.refreshBalance()
        this.#post(this.#show())
        this.rejected.pageLoaded()
        return
      case 'edit':
        this.#edit = message.edit
        this.rejected.edited()
        this.#setTexts(message.values)
        this.#update()
        return
      case 'chooseFiles':
        await this.#addMedia(message.name, await chooseDraftMedia(draft.model, message.name))
        return
      case 'addUrls':
        await this.#addMedia(message.name, mediaInText(message.text))
        return
      case 'submit':
        this.#edit = message.edit
        this.#setTexts(message.values)
        await this.#submit(message.origin, message.variations)
        return
      case 'showPresets': {
        const target = presetTarget(draft, (names) => this.#changed(names))
        await showPresets(this.#services.storageUri, target)
        return
      }
      case 'addFiles':
        await this.addFiles(message.name, message.files)
        return
      case 'requestPreview': {
        const preview = await this.#files.preview(message.item)
        if (preview) this.#post({ type: 'preview', item: message.item, ...preview })
        return
      }
      case 'startOver':
        this.#edited.clear()
        this.#reportsAllMissing = false
        this.#changed(applyChange(draft, message))
        return
      default:
        this.#changed(applyChange(draft, message))
    }
  }

  #setTexts(values: FormValues): void {
    for (const name of applyTexts(this.#draft, values)) this.#edited.add(name)
    this.#saver.saveSoon()
  }

  /** Adds files that exist only in memory. Rejects if they cannot be stored. */
  async addFiles(name: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
    await this.#addMedia(name, await this.#attachments.addAll(files))
  }

  async #addMedia(name: string, items: readonly DraftMedia[]): Promise<void> {
    await addMedia(this.#draft, name, items, this.#binding?.uri)
    this.#changed([name])
  }

  async #submit(origin: string, variations: boolean): Promise<void> {
    if (this.#submission.progress !== undefined || !this.#showsNoIssue()) return
    try {
      const sent = await this.#submission.send({ origin, sourceUri: this.#binding?.uri.toString(), variations })
      if (sent > 0)
        this.#post({ type: 'announce', text: vscode.l10n.t('Added to the list: {0}.', videos(sent, vscode.l10n)) })
    } finally {
      this.#changed(['seed'])
    }
  }

  /** Shows all problems, and focuses the first one. Returns whether there is none. */
  #showsNoIssue(): boolean {
    this.#reportsAllMissing = true
    const invalid = this.#status().fields.find(hasIssue)
    if (!invalid) return true
    this.#update()
    this.#post({ type: 'focus', name: invalid.name })
    this.#post({ type: 'announce', text: invalid.issue ?? vscode.l10n.t('Fix these problems first') })
    return false
  }

  /** Stores the draft and shows the fields that changed. */
  #changed(names: readonly string[]): void {
    this.#saver.save()
    this.#update(Object.fromEntries(names.map((name) => [name, this.#draft.text(name)])))
  }

  /** Everything that the page shows, before any edit of the page. */
  #show(): MessageToFormPage {
    return { type: 'show', view: this.#view, values: this.#draft.texts(), status: this.#status(), edit: 0 }
  }

  #update(values?: FormValues): void {
    this.#post({ type: 'update', status: this.#status(), edit: this.#edit, ...(values ? { values } : {}) })
  }

  #status(): FormStatus {
    return formStatus(
      this.#draft,
      {
        reportsMissing: (name) => this.#reportsAllMissing || this.#edited.has(name),
        describe: (name, item) => this.#files.describe(name, item),
        source: this.#files.sourceFacts(),
        cost: formCost(this.#services, this.#draft, this.#files),
        origin: this.#services.connection.origin,
        rejection: this.rejected.rejection,
        progress: this.#submission.progress,
      },
      DISPLAY_LANGUAGE,
    )
  }

  #post(message: MessageToFormPage): void {
    if (this.#disposables.isDisposed) return
    void this.#panel.webview.postMessage(message)
  }
}
