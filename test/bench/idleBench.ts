import { setTimeout as sleep } from 'node:timers/promises'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { storageFolder } from '../e2e/seedJobs.ts'
import { BenchEditor } from './editor/benchEditor.ts'
import { type BenchPart, SkippedError } from './figures.ts'
import { median } from './support/median.ts'
import { CAN_READ_USAGE, readUsage, usageBetween } from './support/processUsage.ts'
import { seedStore } from './support/seedStore.ts'

const FINISHED_JOBS = 10
/** Starting a window takes its extension host some time after the window is ready. */
const SETTLE_MS = 20_000

/**
 * Two windows are open at the same time, one with our extension and ten finished jobs, one with an extension that does
 * nothing. What the extension hosts use is read from the system, for all threads.
 */
export const idlePart: BenchPart = {
  name: 'idle',
  title: 'extension host of an idle window, more than with an empty extension',
  async measure({ quick }) {
    if (!CAN_READ_USAGE) throw new SkippedError('reads /proc, which requires Linux.')
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const measured = await BenchEditor.start(browser, { extensions: 'measured' })
    resources.defer(() => measured.dispose())
    const empty = await BenchEditor.start(browser, { extensions: 'empty' })
    resources.defer(() => empty.dispose())
    await seedStore(storageFolder(measured.dataDir), { jobs: FINISHED_JOBS })
    const pids = [(await measured.open()).host.pid, (await empty.open()).host.pid] as const
    await sleep(quick ? SETTLE_MS / 4 : SETTLE_MS)
    const samples: [Usage, Usage][] = []
    for (let run = 0; run < (quick ? 2 : 4); run++) samples.push(await sample(pids, quick ? 5000 : 30_000))
    const medianOf = (read: (ours: Usage, reference: Usage) => number) => median(samples.map((pair) => read(...pair)))
    return [
      {
        key: 'idle.cpuPercent',
        value: medianOf((ours, reference) => ours.cpuPercent - reference.cpuPercent),
        unit: '%',
      },
      {
        key: 'idle.wakeupsPerSecond',
        value: medianOf((ours, reference) => ours.wakeupsPerSecond - reference.wakeupsPerSecond),
        unit: '/s',
      },
      { key: 'idle.emptyCpuPercent', value: medianOf((_, reference) => reference.cpuPercent), unit: '%' },
      { key: 'idle.emptyWakeupsPerSecond', value: medianOf((_, reference) => reference.wakeupsPerSecond), unit: '/s' },
    ]
  },
}

interface Usage {
  /** Of one core. */
  readonly cpuPercent: number
  readonly wakeupsPerSecond: number
}

/** Measures two processes over the same time. */
async function sample([first, second]: readonly [number, number], durationMs: number): Promise<[Usage, Usage]> {
  const before = [readUsage(first), readUsage(second)] as const
  const start = performance.now()
  await sleep(durationMs)
  const after = [readUsage(first), readUsage(second)] as const
  const elapsedMs = performance.now() - start
  const usage = (index: 0 | 1) => {
    const { cpuMs, wakeups } = usageBetween(before[index], after[index])
    return { cpuPercent: (100 * cpuMs) / elapsedMs, wakeupsPerSecond: (1000 * wakeups) / elapsedMs }
  }
  return [usage(0), usage(1)]
}
