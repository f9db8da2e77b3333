// The extension that the benchmark installs beside the measured one. When the window has started, it activates the
// extensions that the plan names, reports the activation times that the editor itself measured, and then does nothing
// unless it is asked for the memory. A window with only this extension is what other windows are compared with.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as vscode from 'vscode'
import {
  type ActivationTimes,
  COLLECT_SIGNAL,
  type HostReport,
  type MemoryReport,
  type ProbePlan,
} from './probeReport.ts'

const PAUSE_MS = 500
const READ_INTERVAL_MS = 200

export function activate(): void {
  const folder = process.env['WAN_VACE_PROBE_FOLDER'] ?? ''
  process.on(COLLECT_SIGNAL, () => writeReport(folder, `memory-${process.pid}.json`, collectGarbage()))
  // Not awaited: nothing else waits for what follows.
  void run(folder)
}

async function run(folder: string): Promise<void> {
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as ProbePlan
  await sleep(plan.delayMs)
  for (const id of plan.activate) {
    await vscode.extensions.getExtension(id)?.activate()
    // What an extension starts and does not wait for must not count for the next one.
    await sleep(PAUSE_MS)
  }
  const activation = plan.activate.length > 0 ? await readActivationTimes(plan.activate) : {}
  const report: HostReport = { pid: process.pid, activation }
  writeReport(folder, `host-${process.pid}.json`, report)
}

/** Frees what is not in use. Returns what the extension host still uses. */
function collectGarbage(): MemoryReport {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NonNullable<typeof globalThis.gc>
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { heapUsed, external } = process.memoryUsage()
  return { usedBytes: heapUsed + external }
}

/** The file appears when it is complete. */
function writeReport(folder: string, name: string, report: HostReport | MemoryReport): void {
  const file = join(folder, name)
  writeFileSync(`${file}.part`, JSON.stringify(report))
  renameSync(`${file}.part`, file)
}

/** Reads the table of "Developer: Startup Performance". The editor fills it in a moment after start-up. */
async function readActivationTimes(ids: readonly string[]): Promise<Record<string, ActivationTimes>> {
  await vscode.commands.executeCommand('perfview.show')
  for (;;) {
    const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? ''
    const rows = ids.flatMap((id) => {
      const row = activationRow(text, id)
      return row === undefined ? [] : [[id, row] as const]
    })
    if (rows.length === ids.length) return Object.fromEntries(rows)
    await sleep(READ_INTERVAL_MS)
  }
}

/** A row is `| id | eager | load code | call activate | finish activate | event | by |`. */
function activationRow(text: string, id: string): ActivationTimes | undefined {
  const line = text.split('\n').find((each) => each.split('|')[1]?.trim() === id)
  const [loadMs, callMs, finishMs] = line?.split('|').slice(3, 6).map(Number) ?? []
  if (loadMs === undefined || callMs === undefined || finishMs === undefined) return undefined
  return { loadMs, callMs, finishMs }
}
