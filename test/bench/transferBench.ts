import { once } from 'node:events'
import { join } from 'node:path'
import { NODE, ROOT } from '../../scripts/lib/paths.ts'
import { startProgram } from '../../scripts/lib/processes.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import type { BenchPart } from './figures.ts'
import { median } from './support/median.ts'
import { seedStore } from './support/seedStore.ts'
import { writeExportFile } from './transfer/exportFile.ts'
import type { TransferCost } from './transfer/transferProcess.ts'

const STORED_JOBS = 1000
const LINE_BYTES = 100_000_000
const MB = 1_000_000

export const transferPart: BenchPart = {
  name: 'transfer',
  title: 'blocking of the event loop and memory: recovery of 2,000 generations, import of a line of 100 MB',
  async measure({ quick }) {
    const runs = quick ? 1 : 3
    const recover = await measureRuns('recover', runs)
    const imported = await measureRuns('import', runs)
    console.log(`  ${recover.outcome}; import: ${imported.outcome}`)
    return [
      { key: 'transfer.recoverBlockedMs', value: recover.blockedMs, unit: 'ms' },
      { key: 'transfer.recoverLongestMs', value: recover.longestMs, unit: 'ms' },
      { key: 'transfer.recoverSeconds', value: recover.totalMs / 1000, unit: 's' },
      { key: 'transfer.importBlockedMs', value: imported.blockedMs, unit: 'ms' },
      { key: 'transfer.importLongestMs', value: imported.longestMs, unit: 'ms' },
      { key: 'transfer.importSeconds', value: imported.totalMs / 1000, unit: 's' },
      { key: 'transfer.importMemoryRatio', value: imported.peakBytes / LINE_BYTES },
      { key: 'transfer.importMemoryMb', value: imported.peakBytes / MB, unit: 'MB' },
    ]
  },
}

/** A longer run is far from any target: one is enough. */
const LONG_RUN_MS = 10_000

/** The medians of several runs. */
async function measureRuns(kind: 'recover' | 'import', runs: number): Promise<TransferCost> {
  const costs: TransferCost[] = []
  while (costs.length < runs && (costs.at(-1)?.totalMs ?? 0) < LONG_RUN_MS) costs.push(await measureRun(kind))
  const medianOf = (read: (cost: TransferCost) => number) => median(costs.map(read))
  return {
    totalMs: medianOf(({ totalMs }) => totalMs),
    blockedMs: medianOf(({ blockedMs }) => blockedMs),
    longestMs: medianOf(({ longestMs }) => longestMs),
    peakBytes: medianOf(({ peakBytes }) => peakBytes),
    outcome: costs[0]?.outcome ?? '',
  }
}

async function measureRun(kind: 'recover' | 'import'): Promise<TransferCost> {
  const folder = await makeTempFolder('bench')
  try {
    await seedStore(folder, { jobs: STORED_JOBS })
    await writeExportFile(join(folder, 'small.jsonl'), 0)
    await writeExportFile(join(folder, 'large.jsonl'), LINE_BYTES)
    const script = join(ROOT, 'test', 'bench', 'transfer', 'transferProcess.ts')
    const child = startProgram(NODE, ['--expose-gc', script, kind, folder], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const exited = once(child, 'exit')
    const failed = exited.then(([code]) => Promise.reject(new Error(`The ${kind} process exited with ${code}.`)))
    const [cost] = (await Promise.race([once(child, 'message'), failed])) as [TransferCost]
    failed.catch(() => undefined)
    await exited
    return cost
  } finally {
    await removeTempFolder(folder)
  }
}
