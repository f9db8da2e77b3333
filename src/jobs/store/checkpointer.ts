import { open, stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'

/** The log is written back to the database when it is larger than this. */
const MAX_LOG_BYTES = 4 * 1024 * 1024
/** How many writes pass between two looks at the size of the log. */
const CHECK_INTERVAL_WRITES = 200

/**
 * Puts the write-ahead log on disk and writes it back to the database, both off the event loop: the connection itself never
 * waits for the disk (`synchronous = OFF`). The log is on disk before a durable write resolves. The worker syncs the log
 * before it writes to the database and the database afterwards, as SQLite's WAL mode requires.
 */
export class Checkpointer {
  readonly #file: string
  readonly #log: Log
  #writes = 0
  #running: Promise<void> | undefined

  constructor(file: string, log: Log) {
    this.#file = file
    this.#log = log
  }

  /** Resolves when everything that was committed is on disk. Rejects with an error of the file system. */
  async syncLog(): Promise<void> {
    // Not through the database file: closing it would end the locks of this process. The log has no locks.
    const handle = await open(`${this.#file}-wal`, 'r+')
    try {
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  /** Call after each write. */
  wrote(): void {
    this.#writes++
    if (this.#writes % CHECK_INTERVAL_WRITES !== 0) return
    this.#running ??= this.#checkpointIfLarge().finally(() => {
      this.#running = undefined
    })
  }

  /** Waits for a checkpoint in progress. */
  async dispose(): Promise<void> {
    await this.#running
  }

  async #checkpointIfLarge(): Promise<void> {
    try {
      const { size } = await stat(`${this.#file}-wal`)
      if (size > MAX_LOG_BYTES) await runWorker(this.#file)
    } catch (error) {
      // The log stays valid and grows; the next check tries again.
      this.#log.warn(`Could not write the log of the job store back: ${messageOf(error)}`)
    }
  }
}

function runWorker(file: string): Promise<void> {
  // In the bundle, the worker is an entry point of its own beside the chunks.
  const script = import.meta.url.endsWith('.ts') ? './checkpointWorker.ts' : '../checkpointWorker.js'
  const worker = new Worker(new URL(script, import.meta.url), { workerData: file, execArgv: [] })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}
