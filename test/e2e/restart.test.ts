import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer who outlives'

describe('a job in the making', () => {
  let stage: EditorFixture
  let window: Workbench

  before(async () => {
    stage = await EditorFixture.start({ sandbox: { seconds: 30 }, apiKey: 'e2e-key' })
    window = stage.window
    await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '1:1' })
    await window.view.row(PROMPT).waitFor()
  })
  after(() => stage?.dispose())

  it('is there again after the window is reloaded', async () => {
    await window.reload()
    await window.view.open()
    await window.view
      .row(PROMPT)
      .filter({ hasText: /queued|generating/ })
      .waitFor()
  })

  it('goes on after the editor was killed, is bought once and told of once', async () => {
    await stage.session.crash()
    window = await stage.session.open()
    await window.view.open()
    await window.notifications.waitFor(/is ready/, 90_000)
    assert.equal((await stage.sandbox.ledger()).length, 1)
  })

  it('has its preview again after a restart, playing', async () => {
    await window.view.row(PROMPT).click()
    await measurePlayback(window)
    await waitUntilTabIsStored(window.page, PROMPT)
    await stage.session.crash()
    window = await stage.session.open()
    const seen = await measurePlayback(window)
    assert.ok(seen.readyState >= 3 && seen.advancedSeconds > 0.3, JSON.stringify(seen))
  })
})
