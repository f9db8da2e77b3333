// Runs one transfer in its own process and sends what it cost: `transferProcess.ts recover|import <folder>`.
import { join } from 'node:path'
import { readLines } from '../../../src/jobs/transfer/lineFiles.ts'
import { type Blocking, BlockingMonitor } from '../support/blockingMonitor.ts'
import { HeadlessWindow } from '../support/headlessWindow.ts'
import { accountRows } from './accountRows.ts'

export interface TransferCost extends Blocking {
  /** Growth of the process's memory to its peak. */
  readonly peakBytes: number
  /** What the transfer returned, or its error. */
  readonly outcome: string
}

const ROWS = 2000

const [kind, folder = ''] = process.argv.slice(2)
const window = new HeadlessWindow({ folder, apiUrl: 'http://127.0.0.1:1' })
await window.open({ run: false })
// Loads and compiles the code.
await transferOf(accountRows(1), join(folder, 'small.jsonl'))
const rows = accountRows(ROWS)
globalThis.gc?.()
const beforeBytes = process.memoryUsage().rss
const monitor = new BlockingMonitor()
const outcome = await transferOf(rows, join(folder, 'large.jsonl')).then(String, (error: Error) => error.message)
const blocking = monitor.stop()
const peakBytes = process.resourceUsage().maxRSS * 1024 - beforeBytes
process.send?.({ ...blocking, peakBytes, outcome } satisfies TransferCost)
await window.close()
process.disconnect?.()

async function transferOf(generations: ReturnType<typeof accountRows>, file: string): Promise<string> {
  if (kind === 'recover') return `${await window.scheduler.importFromAccount(generations)} recovered`
  const { added, known, problems } = await window.scheduler.importJobs(readLines(file))
  return `${added} added, ${known} known, ${problems.length} with problems`
}
