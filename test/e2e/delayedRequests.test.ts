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
})
