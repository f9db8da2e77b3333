import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billingStatusOf } from '../../src/core/job/billing.ts'
import { errorSentence } from '../fixtures/errorSentence.ts'
import { FaultFixture, KEY, REQUEST } from './faultFixture.ts'
import { DETOURS, FAULT_ROWS, type FaultRow } from './rows.ts'

/** Rows are mostly waits: so many at a time. */
const AT_ONCE = 10

const PATHS = {
  post: '/v2/video/generations',
  get: '/v2/video/generations',
  logs: '/v2/logs',
  file: '/files/*',
} as const

describe('fault table', function () {
  this.timeout(120_000)
  const outcomes = new Map<FaultRow, PromiseWithResolvers<void>>(
    FAULT_ROWS.map((row) => [row, Promise.withResolvers()]),
  )

  before(() => {
    const waiting = [...outcomes]
    const next = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        const [todo, { resolve, reject }] = row
        await runRow(todo).then(resolve, reject)
      }
    }
    for (const { promise } of outcomes.values()) promise.catch(() => undefined)
    for (let i = 0; i < AT_ONCE; i++) void next()
  })

  for (const [row, { promise }] of outcomes) it(`${row.endpoint}: ${row.name}`, () => promise)
})

async function runRow(row: FaultRow): Promise<void> {
  const rig = await FaultFixture.start()
  try {
    prepare(rig, row)
    const { id } = await rig.engine.submit(REQUEST)
    const job = await rig.settled(id)
    const calls = rig.sandbox.calls()
    deepStrictEqual(
      {
        state: job.state,
        ...(row.file === undefined ? {} : { file: job.file.state }),
        posts: rig.posts(),
        sold: rig.sandbox.ledger().length,
        keyAtFiles: calls.some((call) => call.server === 'files' && call.hasAuthorization),
        leaks: leaks(rig),
      },
      {
        state: row.state,
        ...(row.file === undefined ? {} : { file: row.file }),
        posts: row.posts,
        sold: row.sold,
        keyAtFiles: false,
        leaks: [],
      },
    )
    if (row.says !== undefined) match(errorSentence(job.error ?? job.file.error, billingStatusOf(job)), row.says)
    if (row.file === 'saved' && job.resultUrl !== undefined) await sameBytes(rig, job.resultUrl, job.file.name ?? '')
    await oneNotice(rig, row)
  } finally {
    await rig.close()
  }
}

function prepare(rig: FaultFixture, { endpoint, first, fault, detour, times }: FaultRow): void {
  const method = endpoint === 'post' ? 'POST' : 'GET'
  // A search follows only a purchase whose answer was lost.
  if (endpoint === 'logs') rig.fault([{ match: { method: 'POST' }, fault: { kind: 'cutAfterAccept' } }])
  if (first !== undefined) rig.fault([{ match: { method, path: PATHS[endpoint] }, fault: first }])
  if (fault !== undefined) rig.fault([{ match: { method, path: PATHS[endpoint] }, times, fault }])
  if (detour === undefined) return
  const origin = detour === 'tls' ? rig.sandbox.url.replace('http:', 'https:') : DETOURS[detour]
  const matches = { post: 'POST ', get: 'GET ', logs: '/v2/logs', file: 'FILE ' }[endpoint]
  rig.detour(matches, origin, times)
}

/** Where the key stands that must not: the log, the store, its journal. */
function leaks(rig: FaultFixture): string[] {
  const places = { log: rig.lines.join('\n'), store: read(rig, 'jobs.db'), journal: read(rig, 'jobs.db-wal') }
  return Object.entries(places).flatMap(([place, text]) => (text.includes(KEY) ? [place] : []))
}

function read(rig: FaultFixture, name: string): string {
  return readFileSync(join(rig.folder, name), 'latin1')
}

async function sameBytes(rig: FaultFixture, url: string, name: string): Promise<void> {
  rig.sandbox.clearFaults()
  const served = Buffer.from(await (await fetch(url)).arrayBuffer())
  ok(served.equals(readFileSync(join(rig.store.videosFolder, name))), 'the file is not what the service serves')
}

/** A failure for a refused key is asked about by the command itself; all else is told once. */
async function oneNotice(rig: FaultFixture, row: FaultRow): Promise<void> {
  const expected = row.endpoint === 'post' && row.name === '401' ? 0 : 1
  const until = Date.now() + 2000
  while (rig.notices.length < expected && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  deepStrictEqual(rig.notices.length, expected)
}
