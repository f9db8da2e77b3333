import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { thrownErrorText } from '../presentation/errorText.ts'
import { retryWaitMs } from '../presentation/failureText.ts'
import { createRenderContext, DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { videoFileName } from '../presentation/videoFileName.ts'
import type { PreviewContent, PreviewHost } from './previewContent.ts'
import type { PreviewInput } from './previewInput.ts'
import { previewView, retriedView, unavailableView } from './previewModel.ts'
import { ShownJob } from './shownJob.ts'
import { readVideoFile } from './videoFile.ts'
import { externalUrl, videoSource } from './videoSource.ts'

const COUNTDOWN_MS = 1000

/** Shows a job in the place of this one. Returns false if it has its own preview, or is not in the list. */
export type ReplacePreview = (jobId: string) => boolean

/** Shows one job. The store is the only source of what the page shows. */
export class JobContent implements PreviewContent {
  readonly #services: ExtensionServices
  readonly #host: PreviewHost
  readonly #replace: ReplacePreview
  readonly #shown: ShownJob
  readonly #disposables = new DisposableStore()
  readonly #countdown = this.#disposables.add(new TimeoutTimer())
  #hasKey = true

  constructor(services: ExtensionServices, host: PreviewHost, jobId: string, replace: ReplacePreview) {
    this.#services = services
    this.#host = host
    this.#replace = replace
    this.#shown = new ShownJob(jobId, {
      jobs: services.jobs,
      fileUrl: (path) => host.fileUrl(vscode.Uri.file(path)),
      readFile: (path) => readVideoFile(vscode.Uri.file(path)),
      onDidReadFile: () => host.update(),
    })
    this.#disposables.add(
      services.jobs.onDidChange((ids) => {
        if (ids !== undefined && !ids.has(jobId)) return
        this.#followRetry()
        host.update()
      }),
    )
    this.#disposables.add(services.connection.onDidChange(() => this.#readKey()))
    this.#readKey()
  }

  get file(): vscode.Uri | undefined {
    const job = this.#services.jobs.get(this.#shown.id)
    const path = job && this.#services.jobs.videoPath(job)
    return path === undefined ? undefined : vscode.Uri.file(path)
  }

  get fileName(): string {
    const job = this.#services.jobs.get(this.#shown.id)
    return videoFileName({ id: this.#shown.id, prompt: job?.prompt ?? '' }).replace(/\.mp4$/, '')
  }

  localPath(src: string): string | undefined {
    const { input } = this.#read()
    return input && src === videoSource(input) ? this.#services.jobs.videoPath(input.job) : undefined
  }

  view(): PreviewView {
    const { input, view } = this.#read()
    // The view counts down until the rate limit allows a retry.
    const waitMs = input ? retryWaitMs(input.job, Date.now()) : 0
    if (waitMs > 0) this.#countdown.setIfNotSet(() => this.#host.update(), Math.min(waitMs, COUNTDOWN_MS))
    return view
  }

  shown(): void {
    this.#followRetry()
  }

  playbackFailed(src: string, code: number): void {
    const { input } = this.#read()
    // An error of another URL is out of date or forged.
    if (!input || src !== videoSource(input)) return
    this.#services.log.warn(`preview: job ${this.#shown.id} cannot be played (media error ${code}).`)
    this.#shown.markUnplayable(src)
    this.#host.update()
  }

  /** Runs an action if it is available for the current state of the job. */
  run(action: PreviewAction): void {
    const { input, view } = this.#read()
    const inSections = view.sections.flatMap((section) => [section.action, ...section.rows.map((row) => row.action)])
    if (![...view.actions, ...inSections].some((available) => available?.id === action)) return
    switch (action) {
      case 'openExternally':
        if (input) this.#openExternally(input.job)
        return
      case 'showJobs':
        void vscode.commands.executeCommand('wanVace.jobs.focus')
        return
      case 'setApiKey':
        void vscode.commands.executeCommand('wanVace.setApiKey')
        return
      case 'showNewAttempt':
        this.#show(this.#shown.newAttemptId)
        return
      case 'showPreviousAttempt':
        this.#show(this.#shown.previousAttemptId)
        return
      case 'downloadAgain':
        this.#shown.clearUnplayable()
    }
    void vscode.commands.executeCommand(`wanVace.${action}`, this.#shown.id)
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  #readKey(): void {
    const update = (hasKey: boolean) => {
      this.#hasKey = hasKey
      this.#host.update()
    }
    this.#services.connection.hasKey().then(update, (error) => this.#services.log.error(`preview: ${messageOf(error)}`))
  }

  #read(): { input: PreviewInput | undefined; view: PreviewView } {
    try {
      const input = this.#shown.read()
      if (input) {
        return { input, view: previewView(input, createRenderContext(this.#services.connection.origin, this.#hasKey)) }
      }
      const isRetried = this.#shown.newAttemptId !== undefined
      return { input, view: isRetried ? retriedView(vscode.l10n) : unavailableView(undefined, vscode.l10n) }
    } catch (error) {
      this.#services.log.error(`preview: ${messageOf(error)}`)
      return { input: undefined, view: unavailableView(thrownErrorText(error, DISPLAY_LANGUAGE), vscode.l10n) }
    }
  }

  /** Shows the new attempt of a job that was just retried, as the page of a CI run does. A hidden tab waits. */
  #followRetry(): void {
    if (!this.#host.isVisible) return
    try {
      const retryId = this.#shown.retryToFollow
      if (retryId !== undefined) this.#replace(retryId)
    } catch (error) {
      this.#services.log.error(`preview: ${messageOf(error)}`)
    }
  }

  #show(jobId: string | undefined): void {
    if (jobId !== undefined && !this.#replace(jobId)) void vscode.commands.executeCommand('wanVace.open', jobId)
  }

  #openExternally(job: Job): void {
    const path = this.#services.jobs.videoPath(job)
    const url = externalUrl(job)
    if (path) void vscode.env.openExternal(vscode.Uri.file(path))
    else if (url) void vscode.env.openExternal(vscode.Uri.parse(url, true))
  }
}
