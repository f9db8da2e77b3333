import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { generate, watchPreview } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { Stage } from './editorFixture.ts'

const PROMPT = 'A dancer who outlives'

describe('a job in the making', () => {
  let stage: Stage
  let window: Workbench

  before(async () => {
    stage = await Stage.set({ seconds: 30, key: 'e2e-key' })
    window = stage.window
    await generate(window, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '1:1' })
    await window.view.row(PROMPT).waitFor()
  })
  after(() => stage?.strike())

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
    await watchPreview(window)
    // The browser build writes its open tabs down every five seconds, when it is idle.
    await window.page.waitForTimeout(8000)
    await stage.session.crash()
    window = await stage.session.open()
    const seen = await watchPreview(window)
    assert.ok(seen.readyState >= 3 && seen.advanced > 0.3, JSON.stringify(seen))
  })
})
