import assert from 'node:assert/strict'
import { extension, jobThat, run, sandbox } from '../extensionUnderTest.ts'
import { Person } from '../fakeUser.ts'

describe('after a restart', function () {
  this.timeout(60_000)

  it('the job is there, waits for a key, goes on when it has one, and is bought once', async () => {
    await sandbox.clearFaults()
    await extension()
    const there = await jobThat('A dancer who stays')
    const person = new Person()
    // The secrets of a test run are in memory only.
    const key = run('setApiKey')
    await person.enter('Set API Key', undefined, 'restart-key')
    await key
    await jobThat('A dancer who stays', ({ file }) => file.state === 'saved')
    assert.match(there.state, /queued|generating/)
    assert.equal((await sandbox.ledger()).length, 1)
    person.dispose()
  })
})
