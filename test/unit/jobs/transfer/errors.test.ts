import assert from 'node:assert/strict'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { ImportResult } from '../../../../src/jobs/jobActions.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { exportJobs } from '../../../../src/jobs/transfer/exportJobs.ts'
import { importJobs } from '../../../../src/jobs/transfer/importJobs.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const ID = '0b1c2d3e-4f50-4000-8000-000000000000'

function openStore(): JobStore & Disposable {
  const folder = tempFolder()
  const store = new JobStore(folder.path, recordingLog(), START)
  const dispose = () => {
    store.close()
    folder[Symbol.dispose]()
  }
  return Object.assign(store, { [Symbol.dispose]: dispose })
}

async function importLines(store: JobStore, lines: readonly string[]): Promise<ImportResult> {
  async function* read(): AsyncGenerator<string> {
    yield* lines
  }
  return await importJobs(store, read(), START)
}

function exportOf(version: number, error: unknown, parts: object = {}): string[] {
  const job = { id: ID, clientRequestId: 'c', apiOrigin: 'https://api.example', model: 'm', prompt: 'p' }
  return [
    JSON.stringify({ format: 'wan-vace-jobs', version }),
    JSON.stringify({ job: { ...job, state: 'failed', createdAt: START, error, ...parts } }),
  ]
}

describe('errors in exports', () => {
  const kept: readonly ErrorDetail[] = [
    errorDetail('noVideo', {}),
    errorDetail('rateLimited', { retryAfterMs: undefined }),
    errorDetail('rateLimited', { retryAfterMs: 7000 }, { message: 'Slow "down"\n' }),
    errorDetail('generationFailed', {}, { name: 'NoPose', message: '' }),
    errorDetail('outcomeNotStored', { generationId: undefined }),
    errorDetail('text', { text: 'Texte déjà traduit' }),
  ]
  it('bring no link to a billing page', async () => {
    using store = openStore()
    const error = errorDetail('outOfCredits', { billingUrl: 'https://evil.example/' })
    await importLines(store, exportOf(2, error))
    assert.deepEqual(store.get(ID)?.error, errorDetail('outOfCredits', {}))
  })

  for (const error of kept) {
    it(`keep ${JSON.stringify(error)}`, async () => {
      using from = openStore()
      using to = openStore()
      const { id } = await from.create(buildNewJob({ state: 'failed', patch: { error } }))
      const lines: string[] = []
      for await (const line of exportJobs(from, { withVideos: false })) lines.push(line)
      await importLines(to, lines)
      assert.deepEqual(to.get(id)?.error, JSON.parse(JSON.stringify(error)))
      assert.equal(errorSentence(to.get(id)?.error), errorSentence(error))
    })
  }

  for (const code of ['codeOfTheFuture', 'constructor', 'toString', '__proto__', '']) {
    it(`can be read with the unknown code "${code}"`, async () => {
      using store = openStore()
      const error = { code, args: { host: {} }, service: { message: 'Said so' } }
      assert.equal((await importLines(store, exportOf(2, error))).added, 1)
      assert.deepEqual(store.get(ID)?.error, { code, args: {}, service: { message: 'Said so' } })
      assert.equal(errorSentence(store.get(ID)?.error), 'The operation failed: Said so.')
    })
  }

  const hostile: readonly [what: string, error: unknown][] = [
    ['a missing argument', { code: 'unreachable', args: { host: 'h' } }],
    ['an argument of another type', { code: 'tooLarge', args: { sizeBytes: {} } }],
    ['an argument of unlimited length', { code: 'text', args: { text: 'x'.repeat(5001) } }],
    ['no arguments', { code: 'serviceError' }],
    ['arguments that are a list', { code: 'serviceError', args: [] }],
    ['a code of unlimited length', { code: 'x'.repeat(101), args: {} }],
    ['a code that is an object', { code: {}, args: {} }],
    ['a service name of unlimited length', { code: 'noVideo', args: {}, service: { name: 'x'.repeat(201) } }],
    ['a service message that is an object', { code: 'noVideo', args: {}, service: { message: {} } }],
    ['a version 1 name of unlimited length', { name: 'x'.repeat(201), message: '' }],
    ['a version 1 error without a message', { name: 'x' }],
    ['text', 'noVideo'],
  ]
  for (const [what, error] of hostile) {
    it(`reject the job of an error with ${what}`, async () => {
      using store = openStore()
      const { added, problems } = await importLines(store, exportOf(2, error))
      assert.deepEqual([added, problems.map(({ line }) => line), store.list()], [0, [2], []])
    })
  }

  const version1: readonly [name: string, job: object, code: string, sentence: string][] = [
    ['failed', { generationId: 'g' }, 'loggedAsFailed', 'The account logs list this request as failed.'],
    [
      'notFound',
      { generationId: 'g' },
      'generationNotFound',
      'The service does not know this generation for the current API key (checked 5 times). If you changed the key, set the previous one and check again.',
    ],
    ['notFound', {}, 'text', 'A sentence.'],
    ['gone', { generationId: 'g' }, 'sandboxStopped', 'The sandbox that ran this generation was stopped.'],
    ['NoPose', { generationId: 'g' }, 'generationFailed', 'The service reported: A sentence (NoPose).'],
    ['unauthorized', {}, 'text', 'A sentence.'],
    [
      'unauthorized',
      { state: 'queued', generationId: 'g' },
      'unauthorized',
      'The service did not accept the API key. Set the API key again.',
    ],
    ['badRequest', {}, 'text', 'A sentence.'],
  ]
  for (const [name, job, code, sentence] of version1) {
    it(`of version 1 convert ${name} of ${JSON.stringify(job)} to ${code}`, async () => {
      using store = openStore()
      await importLines(store, exportOf(1, { name, message: 'A sentence.' }, job))
      const error = store.get(ID)?.error
      assert.deepEqual([error?.code, errorSentence(error)], [code, sentence])
    })
  }
})
