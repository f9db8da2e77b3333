import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { storageFolder } from '../e2e/seedJobs.ts'
import { BenchEditor, type BenchWindow } from './editor/benchEditor.ts'
import { type BenchPart, SkippedError } from './figures.ts'
import { median } from './support/median.ts'
import { CAN_READ_USAGE, readMemoryBytes, readUsage, usageBetween } from './support/processUsage.ts'
import { seedStore } from './support/seedStore.ts'
import { VideoServer } from './support/videoServer.ts'

const FEW = 10
const MANY = 10_000
/** Starting a window takes its extension host some time after the window is ready. */
const SETTLE_MS = 10_000
const CHANGES_PER_ROUND = 10
/** Windows combine changes that follow each other faster. */
const CHANGE_INTERVAL_MS = 1000
/** The last change is shown within this time, in every window. */
const TAIL_MS = 2000
const PIECE_BYTES = 128 * 1024
const VIDEO_BYTES = 1000 * PIECE_BYTES
const MB = 1_000_000

/**
 * Two windows of one editor show the list while one of them downloads a video: each piece that arrives is a change. The
 * cost of a change is the CPU time of the extension hosts while pieces arrive, less that in the same time without pieces.
 * Memory is what the system counts for the extension host that downloads, more than for one with an empty extension.
 */
export const listPart: BenchPart = {
  name: 'list',
  title: `cost of one change and memory, ${MANY} jobs against ${FEW}, in two windows that show the list`,
  async measure({ quick }) {
    if (!CAN_READ_USAGE) throw new SkippedError('reads /proc, which requires Linux.')
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const [few, many] = [await ListWindows.open(browser, FEW), await ListWindows.open(browser, MANY)]
    resources.defer(() => few.dispose())
    resources.defer(() => many.dispose())
    const empty = await BenchEditor.start(browser, { extensions: 'empty' })
    resources.defer(() => empty.dispose())
    const emptyWindow = await empty.open()
    await sleep(SETTLE_MS)

    // So that the memory of a round contains the garbage of its changes, and no other.
    for (const window of [few.downloading, many.downloading, emptyWindow]) await window.collectGarbage()
    const costs = { few: [] as ChangeCost[], many: [] as ChangeCost[] }
    const memory = { few: [] as Memory[], many: [] as Memory[], empty: [] as Memory[] }
    for (let round = 0; round < (quick ? 1 : 4); round++) {
      const [fewCost, manyCost] = await Promise.all([few.measureChanges(), many.measureChanges()])
      costs.few.push(fewCost)
      costs.many.push(manyCost)
      memory.few.push(await measureMemory(few.downloading))
      memory.many.push(await measureMemory(many.downloading))
      memory.empty.push(await measureMemory(emptyWindow))
    }
    const [fewCost, manyCost] = [medianCost(costs.few), medianCost(costs.many)]
    const memoryOf = (read: (memory: Memory) => number) => {
      const emptyBytes = median(memory.empty.map(read))
      return { few: median(memory.few.map(read)) - emptyBytes, many: median(memory.many.map(read)) - emptyBytes }
    }
    const used = memoryOf(({ usedBytes }) => usedBytes)
    const resident = memoryOf(({ residentBytes }) => residentBytes)
    return [
      { key: 'list.changeCostRatio', value: totalMs(manyCost) / totalMs(fewCost) },
      { key: 'list.memoryRatio', value: resident.many / resident.few },
      { key: `list.downloadingWindowMs${MANY}`, value: manyCost.downloadingMs, unit: 'ms' },
      { key: `list.downloadingWindowMs${FEW}`, value: fewCost.downloadingMs, unit: 'ms' },
      { key: `list.otherWindowMs${MANY}`, value: manyCost.otherMs, unit: 'ms' },
      { key: `list.otherWindowMs${FEW}`, value: fewCost.otherMs, unit: 'ms' },
      { key: `list.memoryMb${MANY}`, value: resident.many / MB, unit: 'MB' },
      { key: `list.memoryMb${FEW}`, value: resident.few / MB, unit: 'MB' },
      { key: `list.usedMb${MANY}`, value: used.many / MB, unit: 'MB' },
      { key: `list.usedMb${FEW}`, value: used.few / MB, unit: 'MB' },
    ]
  },
}

/** Memory of an extension host after the changes of a round. */
interface Memory {
  /** With the garbage of these changes. */
  readonly residentBytes: number
  /** JavaScript objects, without garbage. */
  readonly usedBytes: number
}

async function measureMemory(window: BenchWindow): Promise<Memory> {
  const residentBytes = readMemoryBytes(window.host.pid)
  const { usedBytes } = await window.collectGarbage()
  return { residentBytes, usedBytes }
}

/** CPU time of one change in the window that downloads, and in the other one. */
interface ChangeCost {
  readonly downloadingMs: number
  readonly otherMs: number
}

/** Two windows of one editor that show a list of jobs. The first one downloads a video. */
class ListWindows {
  readonly #editor: BenchEditor
  readonly #server: VideoServer
  readonly downloading: BenchWindow
  readonly #pids: readonly [number, number]
  readonly #measuring = new AbortController()

  private constructor(parts: {
    editor: BenchEditor
    server: VideoServer
    windows: readonly [BenchWindow, BenchWindow]
  }) {
    const [first, second] = parts.windows
    this.downloading = first
    this.#pids = [first.host.pid, second.host.pid]
    this.#editor = parts.editor
    this.#server = parts.server
    void this.#keepDownloading(this.#measuring.signal)
  }

  static async open(browser: Browser, jobs: number): Promise<ListWindows> {
    const server = await VideoServer.start(VIDEO_BYTES)
    const settings = { 'wanVace.apiBaseUrl': server.origin }
    const editor = await BenchEditor.start(browser, { extensions: 'measured', settings })
    await seedStore(storageFolder(editor.dataDir), { jobs, download: server.url })
    const first = await editor.open()
    await first.workbench?.view.open()
    await server.waitForRequest()
    const second = await editor.open()
    await second.workbench?.view.open()
    return new ListWindows({ editor, server, windows: [first, second] })
  }

  /** Returns the cost of one change: the mean of several. */
  async measureChanges(): Promise<ChangeCost> {
    this.#measuring.abort()
    const durationMs = CHANGES_PER_ROUND * CHANGE_INTERVAL_MS + TAIL_MS
    const without = await this.#cpuMsOf(() => sleep(durationMs))
    const having = await this.#cpuMsOf(async () => {
      for (let change = 0; change < CHANGES_PER_ROUND; change++) {
        await this.#server.send(PIECE_BYTES)
        await sleep(CHANGE_INTERVAL_MS)
      }
      await sleep(TAIL_MS)
    })
    const costMs = (window: 0 | 1) => (having[window] - without[window]) / CHANGES_PER_ROUND
    return { downloadingMs: costMs(0), otherMs: costMs(1) }
  }

  async dispose(): Promise<void> {
    await this.#editor.dispose()
    await this.#server.close()
  }

  /** Until the first measurement: a download without a byte is interrupted after some time. */
  async #keepDownloading(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#server.send(PIECE_BYTES)
      await sleep(2000, undefined, { signal }).catch(() => undefined)
    }
  }

  /** CPU time of the extension host of each window meanwhile. */
  async #cpuMsOf(body: () => Promise<unknown>): Promise<[number, number]> {
    const [first, second] = this.#pids
    const before = [readUsage(first), readUsage(second)] as const
    await body()
    return [usageBetween(before[0], readUsage(first)).cpuMs, usageBetween(before[1], readUsage(second)).cpuMs]
  }
}

function medianCost(costs: readonly ChangeCost[]): ChangeCost {
  return {
    downloadingMs: median(costs.map(({ downloadingMs }) => downloadingMs)),
    otherMs: median(costs.map(({ otherMs }) => otherMs)),
  }
}

function totalMs({ downloadingMs, otherMs }: ChangeCost): number {
  return downloadingMs + otherMs
}
