import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer who continues'

describe('a running job', () => {
  let fixture: EditorFixture
  let window: Workbench

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key' })
    window = fixture.window
    // The generation is not completed before the test removes this fault.
    await fixture.sandbox.addFaults({
      match: { method: 'GET', path: '/v2/video/generations' },
      times: -1,
      fault: { kind: 'answer', patch: { status: 'generating', video: null } },
    })
    await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '1:1' })
    await window.view.row(PROMPT).waitFor()
  })
  after(() => fixture?.dispose())

  it('is in the list after a reload of the window', async () => {
    await window.reload()
    await window.view.open()
    await window.view
      .row(PROMPT)
      .filter({ hasText: /queued|generating/ })
      .waitFor()
  })

  it('continues after the editor was killed, is billed once, and notifies once', async () => {
    await fixture.session.crash()
    await fixture.sandbox.clearFaults()
    window = await fixture.session.open()
    await window.view.open()
    await window.notifications.waitFor(/is ready/, 90_000)
    assert.equal((await fixture.sandbox.ledger()).length, 1)
    assert.equal((await window.notifications.texts()).length, 1)
  })

  it('plays in its restored preview after another crash', async () => {
    await window.view.click(window.view.row(PROMPT))
    await measurePlayback(window)
    await waitUntilTabIsStored(window.page, PROMPT)
    await fixture.session.crash()
    window = await fixture.session.open()
    const playback = await measurePlayback(window)
    assert.ok(playback.readyState >= 3 && playback.advancedSeconds > 0.3, JSON.stringify(playback))
  })
})
