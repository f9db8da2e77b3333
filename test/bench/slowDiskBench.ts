import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { launchSandbox } from '../../scripts/lib/launchSandbox.ts'
import { NODE, ROOT } from '../../scripts/lib/paths.ts'
import { killProgram, startProgram } from '../../scripts/lib/processes.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import type { BenchPart } from './figures.ts'
import { buildSlowSync } from './slowDisk/buildSlowSync.ts'
import type { SlowWindowCommand } from './slowDisk/slowWindow.ts'
import type { Blocking } from './support/blockingMonitor.ts'
import { median } from './support/median.ts'
import { openDatabaseFile, seedStore } from './support/seedStore.ts'
import { VideoServer } from './support/videoServer.ts'

const SYNC_DELAY_MS = 150
const VIDEO_BYTES = 8_000_000
const VIDEO_MS = 8000
/** Four submitted jobs and one download. */
const VIDEOS = 5
const SCENARIO_LIMIT_MS = 120_000

interface Scenario {
  /** Of the API of every job. */
  readonly origin: string
  readonly syncDelayMs: number
  /** Another process holds the write lock for 3 of 3.5 s. */
  readonly isLocked: boolean
}

interface Outcome extends Blocking {
  readonly saved: number
}

export const slowDiskPart: BenchPart = {
  name: 'slowDisk',
  title: 'blocking of the event loop by one download and four jobs: syncs 150 ms longer; write lock held elsewhere',
  async measure({ quick }) {
    await using resources = new AsyncDisposableStack()
    const sandbox = await launchSandbox({ seconds: 4 })
    resources.defer(() => sandbox.stop())
    const window = startScript('slowWindow.ts', sandbox.url, { LD_PRELOAD: buildSlowSync() })
    resources.defer(() => killProgram(window))
    const origin = sandbox.url
    // Loads and compiles the code, which takes the same time on any disk.
    await runScenario(window, { origin, syncDelayMs: 0, isLocked: false })
    const slow: Outcome[] = []
    const locked: Outcome[] = []
    for (let run = 0; run < (quick ? 1 : 3); run++) {
      slow.push(await runScenario(window, { origin, syncDelayMs: SYNC_DELAY_MS, isLocked: false }))
      locked.push(await runScenario(window, { origin, syncDelayMs: 0, isLocked: true }))
    }
    const [slowSync, lock] = [summarize(slow), summarize(locked)]
    return [
      { key: 'slowDisk.blockedRatio', value: Math.max(slowSync.blockedRatio, lock.blockedRatio) },
      { key: 'slowDisk.longestMs', value: Math.max(slowSync.longestMs, lock.longestMs), unit: 'ms' },
      { key: 'slowDisk.syncBlockedRatio', value: slowSync.blockedRatio },
      { key: 'slowDisk.syncLongestMs', value: slowSync.longestMs, unit: 'ms' },
      { key: 'slowDisk.syncTotalSeconds', value: slowSync.totalSeconds, unit: 's' },
      { key: 'slowDisk.lockBlockedRatio', value: lock.blockedRatio },
      { key: 'slowDisk.lockLongestMs', value: lock.longestMs, unit: 'ms' },
      { key: 'slowDisk.lockTotalSeconds', value: lock.totalSeconds, unit: 's' },
    ]
  },
}

function summarize(outcomes: readonly Outcome[]) {
  for (const { saved } of outcomes) if (saved < VIDEOS) console.log(`  Only ${saved} of ${VIDEOS} videos were saved.`)
  return {
    blockedRatio: median(outcomes.map(({ blockedMs, totalMs }) => blockedMs / totalMs)),
    longestMs: median(outcomes.map(({ longestMs }) => longestMs)),
    totalSeconds: median(outcomes.map(({ totalMs }) => totalMs / 1000)),
  }
}

/** Runs a download and four jobs until all five videos are saved. */
async function runScenario(window: ChildProcess, { origin, syncDelayMs, isLocked }: Scenario): Promise<Outcome> {
  await using resources = new AsyncDisposableStack()
  const videoServer = await VideoServer.start(VIDEO_BYTES)
  resources.defer(() => videoServer.close())
  const folder = await makeTempFolder('bench')
  resources.defer(() => removeTempFolder(folder))
  await seedStore(folder, { jobs: 0, download: videoServer.url, downloadOrigin: origin })

  send(window, { kind: 'open', folder, syncDelayMs })
  await nextMessage(window)
  if (isLocked) {
    const lock = startScript('holdWriteLock.ts', folder)
    resources.defer(() => killProgram(lock))
    await nextMessage(lock)
  }
  void videoServer.sendOver(VIDEO_MS)
  send(window, { kind: 'submit' })
  const saved = await waitForVideos(folder)
  send(window, { kind: 'finish' })
  return { ...((await nextMessage(window)) as Blocking), saved }
}

/** Waits until all videos are saved, or too long. Returns how many are. */
async function waitForVideos(folder: string): Promise<number> {
  const database = openDatabaseFile(folder)
  const countSaved = database.prepare(`SELECT count(*) AS saved FROM jobs WHERE file_state = 'saved'`)
  try {
    for (const end = Date.now() + SCENARIO_LIMIT_MS; ; await sleep(250)) {
      const saved = Number(countSaved.get()?.['saved'])
      if (saved === VIDEOS || Date.now() > end) return saved
    }
  } finally {
    database.close()
  }
}

function startScript(name: string, argument: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const script = join(ROOT, 'test', 'bench', 'slowDisk', name)
  return startProgram(NODE, [script, argument], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
}

function send(child: ChildProcess, command: SlowWindowCommand): void {
  child.send(command)
}

/** Rejects if the process exits first. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const listening = new AbortController()
  const { signal } = listening
  try {
    const exited = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${child.spawnargs[1]} exited with ${code}.`)
    })
    const [message] = await Promise.race([once(child, 'message', { signal }), exited])
    return message
  } finally {
    listening.abort()
  }
}
