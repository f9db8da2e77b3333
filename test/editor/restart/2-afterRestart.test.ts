import assert from 'node:assert/strict'
import { activateExtension, sandbox, setApiKey, waitForJob } from '../extensionUnderTest.ts'
import { FakeUser } from '../fakeUser.ts'

describe('after a restart', function () {
  this.timeout(60_000)

  it('lists the job, continues it when there is an API key, and does not submit it again', async () => {
    await sandbox.clearFaults()
    await activateExtension()
    const { state } = await waitForJob('A dancer who continues')
    const user = new FakeUser()
    // A test run keeps secrets only in memory.
    await setApiKey(user, 'restart-key')
    await waitForJob('A dancer who continues', ({ file }) => file.state === 'saved')
    assert.match(state, /queued|generating/)
    assert.equal((await sandbox.ledger()).length, 1)
    user.dispose()
  })
})
