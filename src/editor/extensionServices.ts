import type * as vscode from 'vscode'
import type { Connect } from '../jobs/connection.ts'
import type { JobActions, JobReader } from '../jobs/ports.ts'

/** What every surface and command is handed. Made once, in `extension.ts`. */
export interface ExtensionServices {
  readonly extensionUri: vscode.Uri
  /** Reads the job store; cheap. */
  readonly jobs: JobReader
  /** Loads the network code on first use; not at activation. */
  actions(): Promise<JobActions>
  readonly connection: ConnectionService
  readonly log: vscode.LogOutputChannel
}

/** The address and the key in use in this window. */
export interface ConnectionService {
  /** Address of the API, without a trailing slash: the setting, or the sandbox of this window. */
  readonly baseUrl: string
  readonly origin: string
  readonly isSandbox: boolean
  hasKey(): Promise<boolean>
  /** Fires when the address, the key or the sandbox changed. */
  readonly onDidChange: vscode.Event<void>
  /** The connection of the moment, asking nobody. */
  readonly connect: Connect
  /** Like `connect`, but asks the person for a missing key first; undefined when they gave up. */
  readonly connectOrAsk: Connect
}

/** How commands of a job are called: with the tree's element, with a job's id, or from the palette with nothing. */
export type JobArgument = { readonly id: string } | string | undefined
