import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { SandboxControl } from '../../scripts/lib/sandboxControl.ts'
import type { Job } from '../../src/core/job/job.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import type { FakeUser } from './fakeUser.ts'

/** The sandbox in `wanVace.apiBaseUrl`. */
export const sandbox = new SandboxControl(readVariable('WAN_VACE_SANDBOX'))

/** The extension's global storage. */
export const STORAGE = readVariable('WAN_VACE_STORAGE')

export const SOURCE_URL = 'https://example.com/clips/dance.mp4'

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(readVariable('WAN_VACE_ROOT'), 'package.json'), 'utf8'))
}

export async function activateExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('wan-vace.wan-vace-studio')
  if (extension === undefined) throw new Error('The extension is not installed.')
  await extension.activate()
  return extension
}

/** Reads the jobs from the extension's store, like another window. */
export function listJobs(): readonly Job[] {
  const store = new JobStore(STORAGE, { info() {}, warn() {}, error() {} }, Date.now())
  try {
    return store.list()
  } finally {
    store.close()
  }
}

/** Waits until the job with this prompt meets the condition, and returns the job. */
export function waitForJob(prompt: string, condition: (job: Job) => boolean = () => true): Promise<Job> {
  return waitUntil(`the job "${prompt}" meets ${condition}`, () =>
    listJobs().find((job) => job.prompt === prompt && condition(job)),
  ).catch((error: unknown) => {
    throw new Error(`${error} Jobs: ${JSON.stringify(listJobs().filter((job) => job.prompt === prompt))}`)
  })
}

export function runCommand(name: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`wanVace.${name}`, ...args)
}

export async function setApiKey(user: FakeUser, key: string): Promise<void> {
  const command = runCommand('setApiKey')
  await user.enter('Set API Key', undefined, key)
  await command
}

/** Runs "Generate Video…" with a source URL, the prompt, and otherwise the defaults. */
export async function generateVideo(user: FakeUser, prompt: string): Promise<void> {
  const command = runCommand('generate')
  await user.enter('Generate Video', 1, SOURCE_URL)
  await user.enter('Generate Video', 2, prompt)
  for (const step of [3, 4, 5]) await user.enter('Generate Video', step)
  await command
}

function readVariable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set.`)
  return value
}
