import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { billingStatusOf } from '../../../../src/core/job/billing.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { MIGRATIONS } from '../../../../src/jobs/store/schema.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

/** SHA-256 of the steps that were shipped, in base64: they are never edited. */
const SHIPPED = ['3S7+tW/ldZU6tkd60wLPcR1FhpO4GdQhiN+rTCTBcvw=']

interface Version1Row {
  readonly state: string
  readonly remoteStatus?: string
  readonly generationId?: string
  readonly misses?: number
  readonly error?: readonly [name: string | null, message: string | null]
  readonly fileError?: readonly [name: string, message: string]
}

/** Opens a store whose database has one job, written with the schema of version 1. */
function migrated(row: Version1Row): JobStore & Disposable {
  const folder = tempFolder()
  const db = new DatabaseSync(join(folder.path, 'jobs.db'))
  db.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1`)
  db.prepare(
    `INSERT INTO jobs (id, client_request_id, api_origin, model, prompt, created_at, state, remote_status,
       generation_id, misses, error_name, error_message, file_error_name, file_error_message)
     VALUES ('a', 'a', 'https://api.example', 'm', 'p', 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.state,
    row.remoteStatus ?? null,
    row.generationId ?? null,
    row.misses ?? 0,
    ...(row.error ?? [null, null]),
    ...(row.fileError ?? [null, null]),
  )
  db.close()
  const store = new JobStore(folder.path, recordingLog(), START)
  const dispose = () => {
    store.close()
    folder[Symbol.dispose]()
  }
  return Object.assign(store, { [Symbol.dispose]: dispose })
}

describe('migrations of the job store', () => {
  it('keep every shipped step as it was', async () => {
    const hashes = MIGRATIONS.map((sql) => createHash('sha256').update(sql).digest('base64'))
    assert.deepEqual(hashes.slice(0, SHIPPED.length), SHIPPED)
  })

  const atService = { state: 'failed', generationId: 'g' }
  const rows: readonly [row: Version1Row, code: string | undefined, sentence: string, billing: string][] = [
    [{ state: 'generating' }, undefined, '', 'unknown'],
    [
      { ...atService, remoteStatus: 'error', error: ['NoPose', 'No pose was found.'] },
      'generationFailed',
      'The service reported: No pose was found (NoPose).',
      'notCharged',
    ],
    [
      { ...atService, remoteStatus: 'error', error: ['notFound', 'A name of ours.'] },
      'generationFailed',
      'The service reported: A name of ours (notFound).',
      'notCharged',
    ],
    [
      { ...atService, remoteStatus: 'error', error: ['error', 'The service gave no reason.'] },
      'generationFailed',
      'The service could not generate the video.',
      'notCharged',
    ],
    [
      { ...atService, error: ['NoPose', 'Imported.'] },
      'generationFailed',
      'The service reported: Imported (NoPose).',
      'notCharged',
    ],
    [
      { ...atService, error: ['failed', 'The service recorded the request as failed.'] },
      'loggedAsFailed',
      'The account logs list this request as failed.',
      'notCharged',
    ],
    [
      { ...atService, remoteStatus: 'completed', error: ['noVideo', 'No video.'] },
      'noVideo',
      'The service reported the generation as completed, but returned no video. Check again later, or contact support with the generation ID.',
      'unknown',
    ],
    [
      { ...atService, misses: 5, error: ['notFound', 'No such generation.'] },
      'generationNotFound',
      'The service does not know this generation for the current API key (checked 5 times). If you changed the key, set the previous one and check again.',
      'unknown',
    ],
    [
      { state: 'generating', generationId: 'g', misses: 2, error: ['notFound', 'Not found yet.'] },
      'text',
      'Not found yet.',
      'unknown',
    ],
    [{ state: 'failed', error: ['notFound', 'Wrong path.'] }, 'text', 'Wrong path.', 'notCharged'],
    [{ state: 'failed', error: ['badRequest', 'num_frames is "bad".'] }, 'text', 'num_frames is "bad".', 'notCharged'],
    [{ state: 'failed', error: ['unauthorized', 'No such key.'] }, 'text', 'No such key.', 'notCharged'],
    [
      { state: 'queued', generationId: 'g', error: ['unauthorized', 'No such key.'] },
      'unauthorized',
      'The service did not accept the API key. Set the API key again.',
      'unknown',
    ],
    [
      { state: 'unconfirmed', error: ['interrupted', 'Stopped.'] },
      'interrupted',
      'The window closed before the service responded.',
      'unknown',
    ],
    [
      { state: 'failed', generationId: 'g', error: ['gone', 'The sandbox that made it was stopped.'] },
      'sandboxStopped',
      'The sandbox that ran this generation was stopped.',
      'notCharged',
    ],
    [{ state: 'unconfirmed', error: ['noAnswer', 'Línea 1\nline 2'] }, 'text', 'Línea 1\nline 2.', 'unknown'],
    [{ state: 'unconfirmed', error: ['noAnswer', null] }, 'text', '', 'unknown'],
  ]
  for (const [row, code, sentence, billing] of rows) {
    it(`convert ${JSON.stringify(row)} to ${code}`, async () => {
      using store = migrated(row)
      const job = store.get('a')
      assert.deepEqual(
        [job?.error?.code, errorSentence(job?.error), job && billingStatusOf(job)],
        [code, sentence, billing],
      )
    })
  }

  it('convert the error of a file', async () => {
    const fileErrors = [
      ['lost', 'The service no longer serves this video.'],
      ['unauthorized', 'No such key.'],
    ] as const
    const after = fileErrors.map((fileError) => {
      using store = migrated({ state: 'completed', fileError })
      const error = store.get('a')?.file.error
      return [error?.code, errorSentence(error)]
    })
    assert.deepEqual(after, [
      ['text', 'The service no longer serves this video.'],
      ['unauthorized', 'The service did not accept the API key. Set the API key again.'],
    ])
  })

  it('give a completed job up that waited for a download that was not scheduled', async () => {
    using store = migrated({ state: 'completed' })
    const { file } = store.get('a') ?? assert.fail()
    assert.deepEqual([file.state, file.error?.code], ['lost', 'videoLost'])
  })

  it('leave a window of the previous version working', async () => {
    using store = migrated({ state: 'queued' })
    store.database.run(
      "UPDATE jobs SET error_name = 'noAnswer', error_message = 'Cut.', file_error_name = NULL WHERE id = 'a'",
    )
    assert.equal(store.get('a')?.state, 'queued')
  })
})
