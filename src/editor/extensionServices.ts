import type * as vscode from 'vscode'
import type { Balance } from '../api/client.ts'
import type { Pricing } from '../core/model/pricing.ts'
import type { Connect } from '../jobs/connection.ts'
import type { JobActions } from '../jobs/jobActions.ts'
import type { JobReader } from '../jobs/jobReader.ts'
import type { CommandHandlers } from './common/commandHandlers.ts'
import type { ContextKeys } from './common/contextKeys.ts'
import type { JobSelection } from './common/jobSelection.ts'

/** What every surface and command receives. Created once, in `extension.ts`. */
export interface ExtensionServices {
  readonly extensionUri: vscode.Uri
  /** A folder of the extension that all windows share. */
  readonly storageUri: vscode.Uri
  /** Reads the job store. Cheap. Empty until `ready`. */
  readonly jobs: JobReader
  /** Waits until the job store is open. Rejects with `AppError('storage')` if it could not be opened. */
  ready(): Promise<void>
  /** Loads the network code on first use, not at activation. */
  actions(): Promise<JobActions>
  readonly connection: ConnectionService
  readonly costs: CostService
  readonly commands: CommandHandlers
  readonly contextKeys: ContextKeys
  /** What is selected in the Generations view. */
  readonly selection: JobSelection
  readonly log: vscode.LogOutputChannel
}

/** The address and the API key that this window uses. */
export interface ConnectionService {
  /** URL of the API without a trailing slash: from the setting, or of this window's sandbox. */
  readonly baseUrl: string
  readonly origin: string
  readonly isSandbox: boolean
  hasKey(): Promise<boolean>
  /** Fires when the address, the key or the sandbox changes. */
  readonly onDidChange: vscode.Event<void>
  /** Returns the current connection without prompting; undefined without a key. */
  readonly connect: Connect
  /** Like `connect`, but prompts for a missing key first; undefined if the user cancels. */
  readonly connectOrPrompt: Connect
}

/** The published price of a model. `reading` and `unavailable`: the service was not reached yet, or could not be reached. */
export type PublishedPrice =
  | { readonly kind: 'free' | 'reading' | 'unavailable' }
  /** `pricing` is undefined if the service publishes none. */
  | { readonly kind: 'published'; readonly pricing: Pricing | undefined }

/** What generations cost with the current connection, and the balance of the account. */
export interface CostService {
  /** What is known now. Reads the price in the background if it is older than a day: see `onDidChange`. */
  price(model: string): PublishedPrice
  /** Waits for the price, but only for a moment. Never rejects. */
  readPrice(model: string): Promise<PublishedPrice>
  /** Undefined until it was read, and with the sandbox. */
  readonly balance: Balance | undefined
  /** Reads the balance soon, and again after each charge. Does nothing without a key. */
  refreshBalance(): void
  /** Fires when a price or the balance changes. */
  readonly onDidChange: vscode.Event<void>
}

/** The argument of a job command: the tree element, a job ID, or nothing when run from the Command Palette. */
export type JobArgument = { readonly id: string } | string | undefined
