// A window without an editor that measures how long its event loop is blocked, once for each `open` that its parent
// sends. Runs until it is killed.

import { on } from 'node:events'
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { SMALL_REQUEST } from '../../fixtures/jobs/smallRequest.ts'
import { BlockingMonitor } from '../support/blockingMonitor.ts'
import { HeadlessWindow } from '../support/headlessWindow.ts'

export type SlowWindowCommand =
  /** Opens the store in `folder` and runs its jobs. Every sync of a file takes `syncDelayMs` longer. */
  | { readonly kind: 'open'; readonly folder: string; readonly syncDelayMs: number }
  /** Submits four jobs. */
  | { readonly kind: 'submit' }
  /** Sends a `Blocking` and closes the store. */
  | { readonly kind: 'finish' }

const JOBS = 4

const apiUrl = process.argv[2] ?? ''
// An iterator, which keeps the messages that arrive while nothing waits for one.
const commands = on(process, 'message')

for (;;) {
  const { folder, syncDelayMs } = await nextCommand('open')
  const window = new HeadlessWindow({ folder, apiUrl })
  process.env['SYNC_DELAY_MS'] = String(syncDelayMs)
  checkSyncDelay(folder, syncDelayMs)
  const monitor = new BlockingMonitor()
  await window.open()
  process.send?.('opened')
  await nextCommand('submit')
  await Promise.allSettled(Array.from({ length: JOBS }, () => window.scheduler.submit(SMALL_REQUEST)))
  await nextCommand('finish')
  const blocking = monitor.stop()
  process.env['SYNC_DELAY_MS'] = '0'
  await window.close()
  process.send?.(blocking)
}

async function nextCommand<K extends SlowWindowCommand['kind']>(
  kind: K,
): Promise<Extract<SlowWindowCommand, { kind: K }>> {
  const { value } = await commands.next()
  const [received] = value as [SlowWindowCommand]
  if (received.kind !== kind) throw new Error(`Expected "${kind}", received "${received.kind}".`)
  return received as Extract<SlowWindowCommand, { kind: K }>
}

/** Fails if the library was not loaded: the figures would be those of a fast disk. */
function checkSyncDelay(folder: string, syncDelayMs: number): void {
  const path = join(folder, 'sync-check')
  const file = openSync(path, 'w')
  writeSync(file, 'x')
  const start = performance.now()
  fsyncSync(file)
  const tookMs = performance.now() - start
  closeSync(file)
  rmSync(path)
  if (tookMs < syncDelayMs) throw new Error(`A sync took ${tookMs} ms: LD_PRELOAD has no effect.`)
}
