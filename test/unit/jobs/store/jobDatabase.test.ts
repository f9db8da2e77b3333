import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { JobDatabase } from '../../../../src/jobs/store/jobDatabase.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const INSERT = 'INSERT INTO pace (origin, next_free_at) VALUES (?, 1)'

const open = (folder: string, log = recordingLog()) => new JobDatabase(folder, { log, now: START, onRepair: () => {} })

function origins(database: JobDatabase): unknown[] {
  return database.all('SELECT origin FROM pace ORDER BY rowid').map((row) => row['origin'])
}

describe('JobDatabase.write', () => {
  it('waits for another process without blocking the event loop, and keeps the order of the writes', async () => {
    using folder = tempFolder()
    const database = open(folder.path)
    const other = new DatabaseSync(join(folder.path, 'jobs.db'))
    other.exec('BEGIN IMMEDIATE')
    const writes = ['a', 'b', 'c'].map((origin) => database.write(() => database.run(INSERT, origin)))
    let longestMs = 0
    const startedAt = performance.now()
    let last = startedAt
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }, 1)
    await delay(500)
    assert.deepEqual(origins(database), [], 'reads do not wait')
    clearInterval(timer)
    other.exec('COMMIT')
    await Promise.all(writes)
    assert.deepEqual(origins(database), ['a', 'b', 'c'])
    const blockedRatio = longestMs / (last - startedAt)
    assert.ok(blockedRatio < 0.5, `blocked for ${blockedRatio} of the time`)
    other.close()
    await database.close()
  })

  it('rolls back a body that throws, and continues with the next write', async () => {
    using folder = tempFolder()
    const database = open(folder.path)
    const failing = database.write(() => {
      database.run(INSERT, 'a')
      throw new RangeError('Stop')
    })
    const next = database.write(() => database.run(INSERT, 'b'))
    await assert.rejects(failing, { name: 'AppError' })
    await next
    assert.deepEqual(origins(database), ['b'])
    await database.close()
  })

  it('closes after the writes that were started', async () => {
    using folder = tempFolder()
    const database = open(folder.path)
    const writes = ['a', 'b'].map((origin) => database.write(() => database.run(INSERT, origin), { durable: true }))
    await Promise.all([database.close(), ...writes])
    const reopened = open(folder.path)
    assert.deepEqual(origins(reopened), ['a', 'b'])
    await reopened.close()
  })

  it('writes a large log back to the database in a worker', async function () {
    this.timeout(30_000)
    using folder = tempFolder()
    const log = recordingLog()
    const database = open(folder.path, log)
    const file = join(folder.path, 'jobs.db')
    const before = statSync(file).size
    for (let n = 0; n < 400; n++) await database.write(() => database.run(INSERT, `${n} ${'x'.repeat(40_000)}`))
    const deadline = performance.now() + 20_000
    while (statSync(file).size <= before + 4_000_000 && performance.now() < deadline) await delay(50)
    assert.ok(statSync(file).size > before + 4_000_000)
    assert.ok(existsSync(`${file}-wal`))
    await database.close()
    assert.deepEqual(log.warnings, [])
  })
})
