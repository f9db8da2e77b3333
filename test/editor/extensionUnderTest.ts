import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { SandboxControl } from '../../scripts/lib/sandboxControl.ts'
import type { Job } from '../../src/core/job/job.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { until } from './fakeUser.ts'

/** The sandbox that stands in for the API in this run; `wanVace.apiBaseUrl` points at it. */
export const sandbox = new SandboxControl(variable('WAN_VACE_SANDBOX'))

/** Where the extension keeps its jobs. */
export const STORAGE = variable('WAN_VACE_STORAGE')

export const ORIGIN = sandbox.url

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

/** package.json as it is in the repository. */
export function manifest(): Manifest {
  return JSON.parse(readFileSync(join(variable('WAN_VACE_ROOT'), 'package.json'), 'utf8'))
}

/** The extension under test, started. */
export async function extension(): Promise<vscode.Extension<unknown>> {
  const found = vscode.extensions.getExtension('wan-vace.wan-vace-studio')
  if (found === undefined) throw new Error('The extension is not installed.')
  await found.activate()
  return found
}

/** Looks into the extension's store, as another window does. */
export function jobs(): readonly Job[] {
  const store = new JobStore(STORAGE, { info() {}, warn() {}, error() {} }, Date.now())
  try {
    return store.list()
  } finally {
    store.close()
  }
}

/** Waits until the job with this prompt fits, and returns it. */
export function jobThat(prompt: string, fits: (job: Job) => boolean = () => true): Promise<Job> {
  return until(`the job "${prompt}" is as expected`, () => jobs().find((job) => job.prompt === prompt && fits(job)))
}

export function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`wanVace.${command}`, ...args)
}

function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}
