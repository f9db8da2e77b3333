import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { billingStatusOf } from '../../src/core/job/billing.ts'
import { errorSentence } from '../fixtures/errorSentence.ts'
import { SMALL_REQUEST } from '../fixtures/jobs/smallRequest.ts'
import { FaultFixture, KEY } from './faultFixture.ts'
import { FAULT_ROWS, type FaultRow, UNREACHABLE_ORIGINS } from './rows.ts'

/** Rows that run at the same time. They mostly wait. */
const CONCURRENCY = 10

const PATHS = {
  post: '/v2/video/generations',
  get: '/v2/video/generations',
  logs: '/v2/logs',
  file: '/files/*',
} as const

/** The calls of an endpoint for `FaultFixture.replaceOrigin`. */
const CALLS = { post: 'POST ', get: 'GET ', logs: '/v2/logs', file: 'FILE ' } as const

describe('fault table', function () {
  this.timeout(120_000)
  const results = new Map<FaultRow, PromiseWithResolvers<void>>(FAULT_ROWS.map((row) => [row, Promise.withResolvers()]))

  before(() => {
    const queue = [...results]
    const runNext = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [row, { resolve, reject }] = next
        await runRow(row).then(resolve, reject)
      }
    }
    // A row may fail before its test awaits it.
    for (const { promise } of results.values()) promise.catch(() => undefined)
    for (let n = 0; n < CONCURRENCY; n++) void runNext()
  })

  for (const [row, { promise }] of results) it(`${row.endpoint}: ${row.name}`, () => promise)
})

async function runRow(row: FaultRow): Promise<void> {
  await using fixture = await FaultFixture.start(row.isRemote ? 'https://service.example' : undefined)
  addFaults(fixture, row)
  const { id } = await fixture.scheduler.submit(SMALL_REQUEST)
  const job = await fixture.waitUntilIdle(id)
  const calls = fixture.sandbox.calls()
  deepStrictEqual(
    {
      state: job.state,
      ...(row.file === undefined ? {} : { file: job.file.state }),
      posts: fixture.postCount(),
      generations: fixture.sandbox.ledger().length,
      isKeySentToFiles: calls.some((call) => call.server === 'files' && call.hasAuthorization),
      keyLeaks: keyLeaks(fixture),
    },
    {
      state: row.state,
      ...(row.file === undefined ? {} : { file: row.file }),
      posts: row.posts,
      generations: row.generations,
      isKeySentToFiles: false,
      keyLeaks: [],
    },
  )
  if (row.sentence !== undefined) {
    match(errorSentence(job.error ?? job.file.error, billingStatusOf(job)), row.sentence)
  }
  if (row.file === 'saved' && job.resultUrl !== undefined) {
    await checkSavedBytes(fixture, job.resultUrl, job.file.name ?? '')
  }
  await checkNotifications(fixture, row)
}

function addFaults(fixture: FaultFixture, row: FaultRow): void {
  const { endpoint, firstFault, fault, connectionError, times } = row
  const match = { method: endpoint === 'post' ? 'POST' : 'GET', path: PATHS[endpoint] }
  // The logs are searched only after a POST whose response was lost.
  if (endpoint === 'logs') fixture.addFaults([{ match: { method: 'POST' }, fault: { kind: 'cutAfterAccept' } }])
  if (row.hasLogs === false) {
    const forbidden = { kind: 'status', status: 403, body: { message: 'No scope "logs"', statusCode: 403 } } as const
    fixture.addFaults([{ match: { path: PATHS.logs }, times: -1, fault: forbidden }])
  }
  if (firstFault !== undefined) fixture.addFaults([{ match, fault: firstFault }])
  if (fault !== undefined) fixture.addFaults([{ match, times, fault }])
  if (connectionError === undefined) return
  const origin =
    connectionError === 'tls' ? fixture.sandbox.url.replace('http:', 'https:') : UNREACHABLE_ORIGINS[connectionError]
  fixture.replaceOrigin(CALLS[endpoint], origin, times)
}

/** Returns where the key was written: the log, the store or its journal. */
function keyLeaks(fixture: FaultFixture): string[] {
  const read = (name: string) => readFileSync(join(fixture.folder, name), 'latin1')
  const texts = { log: fixture.logLines.join('\n'), store: read('jobs.db'), journal: read('jobs.db-wal') }
  const forms = [KEY, encodeURIComponent(KEY)]
  return Object.entries(texts).flatMap(([name, text]) => (forms.some((form) => text.includes(form)) ? [name] : []))
}

async function checkSavedBytes(fixture: FaultFixture, url: string, name: string): Promise<void> {
  fixture.sandbox.clearFaults()
  const served = Buffer.from(await (await fetch(url)).arrayBuffer())
  ok(served.equals(readFileSync(join(fixture.store.videosFolder, name))), 'the file differs from the served video')
}

/** Every job gets one notification, except after a rejected key: the command asks for another one. */
async function checkNotifications({ notifications }: FaultFixture, row: FaultRow): Promise<void> {
  const expected = row.hasNotification === false ? 0 : 1
  const until = Date.now() + 2000
  while (notifications.length < expected && Date.now() < until) await delay(20)
  deepStrictEqual(notifications.length, expected)
}
