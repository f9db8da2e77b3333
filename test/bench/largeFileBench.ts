import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { PlayerDriver } from '../e2e/driver/playerDriver.ts'
import { seedJobs, storageFolder } from '../e2e/seedJobs.ts'
import { writeLargeVideo } from '../fixtures/largeVideo.ts'
import { BenchEditor } from './editor/benchEditor.ts'
import { type BenchPart, SkippedError } from './figures.ts'
import { median } from './support/median.ts'
import { CAN_READ_USAGE, readMemoryBytes } from './support/processUsage.ts'

const ORIGIN = 'https://api.aimlapi.com'
const SIZE_BYTES = 500_000_000
/** One minute, with half a megabyte for each frame. */
const FRAMES = 972
const POSITIONS = [0.9, 0.2, 0.7, 0.05, 0.99]
const SAMPLE_INTERVAL_MS = 50

/** The members of a video element that are used here. */
interface Video {
  currentTime: number
  readonly duration: number
  addEventListener(type: 'seeked', listener: () => void, options: { readonly once: boolean }): void
  requestVideoFrameCallback(callback: () => void): void
}

/** Opens a large file in a preview, and seeks in it: what is read of the file, and the memory of the editor. */
export const largeFilePart: BenchPart = {
  name: 'largeFile',
  title: `a video of ${SIZE_BYTES / 1e6} MB in a preview: seeks, and what is loaded of it`,
  async measure() {
    if (!CAN_READ_USAGE) throw new SkippedError('Only Linux has /proc.')
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const editor = await BenchEditor.start(browser, { extensions: 'measured' })
    resources.defer(() => editor.dispose())
    const path = await seedLargeVideo(editor.dataDir)
    const { workbench } = await editor.open()
    if (!workbench) throw new Error('The window has no workbench.')
    await workbench.view.open()
    await workbench.view.row('Large walk').waitFor()

    const memory = await MemorySampler.start(browser, editor.serverPid)
    const readBefore = readFileBytes(editor.serverPid)
    await workbench.view.click(workbench.view.row('Large walk'))
    const player = new PlayerDriver(workbench)
    await player.pause()
    const seeksMs: number[] = []
    for (const position of POSITIONS) seeksMs.push(await seek(player, position))
    const loaded = readFileBytes(editor.serverPid) - readBefore
    const grownBytes = memory.stop()
    return [
      { key: 'largeFile.seekMs', value: median(seeksMs), unit: 'ms' },
      { key: 'largeFile.loadedRatio', value: loaded / statSync(path).size },
      { key: 'largeFile.memoryMb', value: grownBytes / 1e6, unit: 'MB' },
    ]
  },
}

/** Adds a job whose video is large. Returns its path. */
async function seedLargeVideo(dataDir: string): Promise<string> {
  const clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 81 }, 1))
  const folder = join(storageFolder(dataDir), 'videos')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'large.mp4')
  await writeLargeVideo(path, new Uint8Array(clip), { sizeBytes: SIZE_BYTES, frames: FRAMES })
  const patch = { fileState: 'saved', fileName: 'large.mp4', fileSizeBytes: statSync(path).size } as const
  await seedJobs(dataDir, ORIGIN, [{ prompt: 'Large walk', state: 'completed', minutes: 1, patch }])
  return path
}

/** Milliseconds until the frame at a position, from 0 to 1, is shown. */
async function seek(player: PlayerDriver, position: number): Promise<number> {
  const start = performance.now()
  await player.video.evaluate(async (video: Video, share) => {
    const shown = new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()))
    video.currentTime = video.duration * share
    await shown
  }, position)
  return performance.now() - start
}

/** Bytes that a process and its children have read so far. */
function readFileBytes(pid: number): number {
  const all = [pid, ...childrenOf(pid)].map((each) => /^rchar: (\d+)$/m.exec(readFileSync(`/proc/${each}/io`, 'utf8')))
  return all.reduce((sum, match) => sum + Number(match?.[1]), 0)
}

function childrenOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => [child, ...childrenOf(child)])
}

/** Samples the memory of the browser and the server. */
class MemorySampler {
  readonly #pids: () => readonly number[]
  readonly #startBytes: number
  readonly #timer: NodeJS.Timeout
  #peakBytes = 0

  private constructor(pids: () => readonly number[]) {
    this.#pids = pids
    this.#startBytes = this.#read()
    this.#timer = setInterval(() => {
      this.#peakBytes = Math.max(this.#peakBytes, this.#read())
    }, SAMPLE_INTERVAL_MS)
  }

  static async start(browser: Browser, serverPid: number): Promise<MemorySampler> {
    const devTools = await browser.newBrowserCDPSession()
    const { processInfo } = await devTools.send('SystemInfo.getProcessInfo')
    const browserPid = processInfo.find(({ type }) => type === 'browser')?.id ?? 0
    return new MemorySampler(() => [browserPid, serverPid].flatMap((pid) => [pid, ...childrenOf(pid)]))
  }

  /** Returns the most that was used at the same time, more than at the start. */
  stop(): number {
    clearInterval(this.#timer)
    return Math.max(this.#peakBytes, this.#read()) - this.#startBytes
  }

  #read(): number {
    return this.#pids().reduce((sum, pid) => sum + memoryOf(pid), 0)
  }
}

/** 0 for a process that has exited. */
function memoryOf(pid: number): number {
  try {
    return readMemoryBytes(pid)
  } catch {
    return 0
  }
}
