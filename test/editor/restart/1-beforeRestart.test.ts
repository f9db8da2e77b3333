import assert from 'node:assert/strict'
import { extension, jobThat, run, sandbox } from '../extensionUnderTest.ts'
import { Person } from '../fakeUser.ts'

describe('before a restart', function () {
  this.timeout(60_000)

  it('a generation is bought, and the editor closes before it is done', async () => {
    await extension()
    const person = new Person()
    const key = run('setApiKey')
    await person.enter('Set API Key', undefined, 'restart-key')
    await key
    // Not done before the editor is closed.
    await sandbox.addFaults({
      match: { method: 'GET', path: '/v2/video/generations' },
      times: -1,
      fault: { kind: 'answer', patch: { status: 'generating', video: null } },
    })
    const done = run('generate')
    await person.enter('Generate Video', 1, 'https://example.com/clips/dance.mp4')
    await person.enter('Generate Video', 2, 'A dancer who stays')
    for (const step of [3, 4, 5]) await person.enter('Generate Video', step)
    await done
    const job = await jobThat('A dancer who stays', ({ state }) => state === 'queued' || state === 'generating')
    assert.ok(job.generationId)
    person.dispose()
  })
})
