import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { errorDetail } from '../../src/core/errors.ts'
import { FormDriver } from './driver/formDriver.ts'
import { EditorFixture } from './editorFixture.ts'
import { exceedRateLimit, seedJobs } from './seedJobs.ts'

const WAITING = /Sending in \d+ s…/

describe('a request that waits for the rate limit', () => {
  let fixture: EditorFixture
  let origin: string

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 120 } })
    origin = new URL(fixture.sandbox.url).origin
  })
  after(() => fixture?.dispose())

  const makeNextRequestWait = () => exceedRateLimit(fixture.session.server.dataDir, origin)

  const accepted = (prompt: string) =>
    fixture.window.view
      .row(prompt)
      .filter({ hasText: /queued|generating/ })
      .waitFor()

  it('says in the form and in the status bar when it will be sent', async () => {
    const { window } = fixture
    const form = new FormDriver(window)
    await form.open()
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'Patient dance')
    await makeNextRequestWait()
    await form.submit()
    await Promise.all([
      form.body.locator('.generate', { hasText: WAITING }).waitFor(),
      window.statusItem(WAITING).waitFor(),
    ])
    await window.screenshot('out/e2e/sending-later.png')
    await accepted('Patient dance')
    await window.statusItem('Sending').waitFor({ state: 'hidden' })
  })

  it('says so for a retry', async () => {
    const { window, session } = fixture
    const error = errorDetail('serviceError', { status: 500 })
    await seedJobs(session.server.dataDir, origin, [
      { prompt: 'Failed dance', state: 'failed', minutes: 5, patch: { error } },
    ])
    await window.view.row('Failed dance').waitFor()
    await makeNextRequestWait()
    await window.view.row('Failed dance').hover()
    await window.view.row('Failed dance').getByRole('button', { name: 'Retry' }).click()
    await window.statusItem(WAITING).waitFor()
    await accepted('Failed dance')
  })

  it('is removed while it is sent only after a question, and returns when it was accepted', async () => {
    const { window, sandbox, session } = fixture
    const error = errorDetail('serviceError', { status: 500 })
    await seedJobs(session.server.dataDir, origin, [
      { prompt: 'Slow dance', state: 'failed', minutes: 5, patch: { error } },
    ])
    await sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'delay', ms: 15_000 },
    })
    const row = window.view.row('Slow dance')
    await row.waitFor()
    await window.view.clickInline(row, 'Retry')
    await row.filter({ hasText: 'sending' }).waitFor()
    await window.menu.selectOn(row, 'Remove')
    await window.notifications.dialog.getByText('may be billed').waitFor()
    await window.notifications.clickDialog('Remove')
    await row.waitFor({ state: 'hidden' })
    await accepted('Slow dance')
  })
})
