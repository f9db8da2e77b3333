import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { SandboxControl } from '../harness/sandboxControl.ts'

/** The sandbox that stands in for the API in this run; `wanVace.apiBaseUrl` points at it. */
export const sandbox = new SandboxControl(process.env['WAN_VACE_SANDBOX'] ?? '')

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

/** package.json as it is in the repository. */
export function manifest(): Manifest {
  return JSON.parse(readFileSync(join(process.env['WAN_VACE_ROOT'] ?? '', 'package.json'), 'utf8'))
}

/** The extension under test, started. */
export async function extension(): Promise<vscode.Extension<unknown>> {
  const found = vscode.extensions.getExtension('wan-vace.wan-vace-studio')
  if (found === undefined) throw new Error('The extension is not installed.')
  await found.activate()
  return found
}
