import assert from 'node:assert/strict'
import { errorDetail } from '../../src/core/errors.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import { EditorFixture } from './editorFixture.ts'
import { seedJobs } from './seedJobs.ts'

const rejected = { error: errorDetail('serviceError', { status: 500 }) }
const failed = { generationId: 'g:1/pose', remoteStatus: 'error', error: errorDetail('generationFailed', {}) }

describe('Retry in the preview', () => {
  let fixture: EditorFixture
  let seeded: readonly string[] = []

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 6 } })
    seeded = await seedJobs(fixture.session.server.dataDir, new URL(fixture.sandbox.url).origin, [
      { prompt: 'A rejected dance', state: 'failed', minutes: 5, patch: rejected },
      { prompt: 'A failed dance', state: 'failed', minutes: 6, patch: failed },
    ])
  })
  after(() => fixture?.dispose())

  const page = () => fixture.window.webview().locator('body')
  const open = async (prompt: string) => {
    await fixture.window.view.click(fixture.window.view.row(prompt))
    await page().locator('.prompt .text', { hasText: prompt }).waitFor()
  }
  const click = (label: string) => page().locator('vscode-button', { hasText: label }).click()
  const tabs = () => fixture.window.page.locator('.tabs-container .tab').allInnerTexts()

  it('shows the new attempt in the same tab, although the request was never accepted', async () => {
    await open('A rejected dance')
    await click('Retry')
    await page()
      .locator('.status', { hasText: /Sending|Queued|Generating/ })
      .waitFor()
    await page().locator('video').waitFor({ timeout: 30_000 })
    const attempt = page().locator('.row', { has: fixture.window.webview().locator('dt', { hasText: 'Attempt' }) })
    assert.deepEqual([await tabs(), await attempt.locator('dd .text').textContent()], [['A rejected dance'], '2'])
  })

  it('shows no notification that the video is ready, because the video is in front', async () => {
    await fixture.window.page.waitForTimeout(4000)
    assert.deepEqual(await fixture.window.notifications.texts(), [])
  })

  it('leads from each attempt to the other', async () => {
    await open('A failed dance')
    await click('Retry')
    await page().locator('video').waitFor({ timeout: 30_000 })
    await page().getByRole('button', { name: 'Show Previous Attempt' }).click()
    await page().locator('.message', { hasText: 'This generation was retried.' }).waitFor()
    await click('Show New Attempt')
    await page().locator('video').waitFor()
    assert.deepEqual(await tabs(), ['A failed dance'])
  })

  it('shows the new attempt after a reload', async () => {
    const isNewAttempt = new RegExp(`^(?!.*(${seeded.join('|')}))`, 's')
    await waitUntilTabIsStored(fixture.window.page, 'A%20failed%20dance', isNewAttempt)
    await fixture.window.reload()
    await page().locator('video').waitFor()
  })
})
