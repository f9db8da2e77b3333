import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Transaction } from '../../core/model/charges.ts'
import {
  type MessageToSpendingPage,
  parseMessageFromSpendingPage,
  type SpendingAction,
} from '../../protocol/spending.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { thrownErrorText } from '../presentation/errorText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { type SpendingState, spendingView } from './spendingView.ts'

/** Transactions that are read at a time. */
const CHUNK = 300
/** More are not kept in memory. */
const MAX_TRANSACTIONS = 6000

/** Shows the charges of the account until the panel is closed. */
export class SpendingPanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #disposables = new DisposableStore()
  #transactions: readonly Transaction[] = []
  #nextCursor: string | undefined
  #problem: SpendingState['problem']
  #loading: AbortController | undefined
  #origin: string

  constructor(services: ExtensionServices, panel: vscode.WebviewPanel) {
    this.#services = services
    this.#panel = panel
    this.#origin = services.connection.origin
    panel.iconPath = panelIcon(services.extensionUri)
    this.#disposables.add(services.connection.onDidChange(() => this.#connectionChanged()))
    this.#disposables.add(services.costs.onDidChange(() => this.#show()))
    this.#disposables.add(services.jobs.onDidChange(() => this.#show()))
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    loadWebviewPage(panel.webview, services.extensionUri, { name: 'spending' })
    void this.#load()
  }

  reveal(): void {
    this.#panel.reveal()
    if (!this.#loading) this.#reload()
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#disposables.dispose()
    this.#loading?.abort()
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromSpendingPage(raw)
    switch (message?.type) {
      case 'ready':
        this.#show()
        return
      case 'openJob':
        if (this.#services.jobs.get(message.jobId)) void vscode.commands.executeCommand('wanVace.open', message.jobId)
        return
      case 'runAction':
        this.#run(message.action)
        return
      case undefined:
        this.#services.log.warn('spending: ignored an invalid message.')
    }
  }

  #run(action: SpendingAction): void {
    switch (action) {
      case 'cancel':
        this.#loading?.abort()
        return
      case 'setApiKey':
        void vscode.commands.executeCommand('wanVace.setApiKey')
        return
      case 'refresh':
        this.#reload()
        return
      case 'loadMore':
        if (!this.#loading && this.#nextCursor !== undefined) void this.#load()
    }
  }

  #connectionChanged(): void {
    // The charges of one account must not appear as those of another.
    if (this.#services.connection.origin !== this.#origin) this.#transactions = []
    this.#origin = this.#services.connection.origin
    this.#reload()
  }

  #reload(): void {
    this.#loading?.abort()
    this.#loading = undefined
    this.#nextCursor = undefined
    void this.#load()
  }

  /** Reads the next transactions; from the start without a cursor. Never rejects. */
  async #load(): Promise<void> {
    const loading = new AbortController()
    this.#loading = loading
    this.#problem = undefined
    this.#show()
    try {
      const { account } = await this.#services.actions()
      const cursor = this.#nextCursor
      this.#services.costs.refreshBalance()
      const page = await account.transactions({ cursor, limit: CHUNK, signal: loading.signal })
      if (this.#loading !== loading) return
      this.#transactions = cursor === undefined ? page.rows : [...this.#transactions, ...page.rows]
      this.#nextCursor = this.#transactions.length < MAX_TRANSACTIONS ? page.nextCursor : undefined
    } catch (error) {
      if (this.#loading !== loading) return
      this.#problem = problemOf(error, loading.signal.aborted)
      if (this.#problem?.kind === 'noKey') this.#transactions = []
    }
    this.#loading = undefined
    this.#show()
  }

  #show(): void {
    if (this.#disposables.isDisposed) return
    const { connection, costs, jobs } = this.#services
    const view = spendingView(
      {
        transactions: this.#transactions,
        hasMore: this.#nextCursor !== undefined,
        problem: this.#problem,
        isLoading: this.#loading !== undefined,
        isSandbox: connection.isSandbox,
        balance: costs.balance,
        host: URL.canParse(connection.baseUrl) ? new URL(connection.baseUrl).host : connection.baseUrl,
      },
      { ...DISPLAY_LANGUAGE, now: Date.now(), jobOf: (generationId) => listedJob(jobs, generationId) },
    )
    const message: MessageToSpendingPage = { type: 'show', view }
    void this.#panel.webview.postMessage(message)
  }
}

function problemOf(error: unknown, isCanceled: boolean): SpendingState['problem'] {
  if (isCanceled) return { kind: 'canceled' }
  if (error instanceof AppError && error.reason === 'noKey') return { kind: 'noKey' }
  return { kind: 'error', text: thrownErrorText(error, DISPLAY_LANGUAGE).slice(0, 1000) }
}

/** The job of a generation, unless it was removed from the list. */
function listedJob(jobs: ExtensionServices['jobs'], generationId: string): Job | undefined {
  for (const { id } of jobs.findByGeneration(generationId)) {
    const job = jobs.get(id)
    if (job) return job
  }
  return undefined
}
