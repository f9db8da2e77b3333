import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { parseRequestFile } from '../../core/model/parseRequestFile.ts'
import { isRequestFileName } from '../../core/model/requestFile.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { BatchRequest } from '../../jobs/jobActions.ts'
import { usePurchase } from '../common/confirmPurchase.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { readFileBatch } from '../common/fileBatch.ts'
import { locateMedia } from '../common/requestFileMedia.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { thrownErrorText } from '../presentation/errorText.ts'
import { createRenderContext, DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { confirmTaskPurchase } from './confirmTaskPurchase.ts'
import { type TaskProgress, taskProgress } from './taskProgress.ts'

export interface RequestTaskFile {
  readonly folder: vscode.WorkspaceFolder
  /** The path in the folder, from tasks.json: outside text. */
  readonly file: string
}

/** Downloads report often. */
const UPDATE_DELAY_MS = 200
const LINE_LENGTH = 400

/**
 * Generates the videos of a request file and ends when they are saved, with exit code 0 only if all of them are. Closing the
 * terminal ends the task but no generation: what was submitted continues in the list.
 */
export class RequestTask implements vscode.Pseudoterminal {
  readonly #services: ExtensionServices
  readonly #memento: vscode.Memento
  readonly #file: RequestTaskFile
  readonly #disposables = new DisposableStore()
  readonly #didWrite = this.#disposables.add(new vscode.EventEmitter<string>())
  readonly #didClose = this.#disposables.add(new vscode.EventEmitter<number>())
  /** The last line about each job. */
  readonly #lines = new Map<string, string>()
  readonly onDidWrite = this.#didWrite.event
  readonly onDidClose = this.#didClose.event

  constructor(services: ExtensionServices, memento: vscode.Memento, file: RequestTaskFile) {
    this.#services = services
    this.#memento = memento
    this.#file = file
  }

  open(): void {
    void this.#run()
  }

  close(): void {
    this.#disposables.dispose()
  }

  async #run(): Promise<void> {
    try {
      await this.#services.ready()
      const batch = await this.#read()
      this.#write(vscode.l10n.t('{0}: {1} requests', this.#file.file, batch.requests.length))
      const ids = await this.#submit(batch)
      if (ids === undefined) this.#end(1, vscode.l10n.t('Canceled. Nothing was generated or billed.'))
      else this.#follow(ids)
    } catch (error) {
      this.#services.log.error(`Task ${this.#file.file}: ${String(error)}`)
      this.#end(1, thrownErrorText(error, DISPLAY_LANGUAGE))
    }
  }

  async #read(): Promise<BatchRequest> {
    const { folder, file } = this.#file
    const location = await locateMedia(vscode.Uri.joinPath(folder.uri, 'tasks.json'), file)
    if (!location.ok || !isRequestFileName(file)) {
      throw new AppError('invalid', vscode.l10n.t('{0} is not a request file of this workspace.', file))
    }
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(location.uri))
    return await readFileBatch(location.uri, parseRequestFile(text))
  }

  /** Returns the ID of the batch or of its only job. Undefined if the user cancels. */
  async #submit(batch: BatchRequest): Promise<string | undefined> {
    const { connection, actions } = this.#services
    const { origin } = connection
    if (!(await connection.connectOrPrompt())) return undefined
    const purchase = await confirmTaskPurchase(this.#services, this.#memento, batch)
    return await usePurchase(purchase, async ({ reservation }) => {
      const jobs = await actions()
      const [request, ...others] = batch.requests
      if (request === undefined || others.length > 0) return (await jobs.submitBatch(batch, { origin, reservation })).id
      return (await jobs.submit(request, { origin, reservation, sourceUri: batch.sourceUri })).id
    })
  }

  #follow(id: string): void {
    if (this.#disposables.isDisposed) return
    const timer = this.#disposables.add(new TimeoutTimer())
    const update = () => {
      try {
        this.#show(taskProgress(this.#services.jobs, id, createRenderContext(this.#services.connection.origin, true)))
      } catch (error) {
        this.#end(1, thrownErrorText(error, DISPLAY_LANGUAGE))
      }
    }
    this.#disposables.add(this.#services.jobs.onDidChange(() => timer.setIfNotSet(update, UPDATE_DELAY_MS)))
    update()
  }

  #show({ lines, summary, isDone, isSuccess }: TaskProgress): void {
    for (const [id, line] of lines) {
      if (this.#lines.get(id) !== line) this.#write(line)
      this.#lines.set(id, line)
    }
    if (isDone) this.#end(isSuccess ? 0 : 1, summary)
  }

  /** Control characters in a prompt or an error would control the terminal. */
  #write(line: string): void {
    if (!this.#disposables.isDisposed) this.#didWrite.fire(`${toSingleLine(line, LINE_LENGTH)}\r\n`)
  }

  #end(exitCode: number, message: string): void {
    if (this.#disposables.isDisposed) return
    this.#write(message)
    this.#didClose.fire(exitCode)
  }
}
