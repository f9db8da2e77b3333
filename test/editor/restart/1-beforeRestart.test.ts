import assert from 'node:assert/strict'
import { activateExtension, generateVideo, sandbox, setApiKey, waitForJob } from '../extensionUnderTest.ts'
import { FakeUser } from '../fakeUser.ts'

describe('before a restart', function () {
  this.timeout(60_000)

  it('submits a generation that is still running when the editor closes', async () => {
    await activateExtension()
    const user = new FakeUser()
    await setApiKey(user, 'restart-key')
    await sandbox.addFaults({
      match: { method: 'GET', path: '/v2/video/generations' },
      times: -1,
      fault: { kind: 'answer', patch: { status: 'generating', video: null } },
    })
    await generateVideo(user, 'A dancer who continues')
    const job = await waitForJob('A dancer who continues', ({ state }) => state === 'queued' || state === 'generating')
    assert.ok(job.generationId)
    user.dispose()
  })
})
