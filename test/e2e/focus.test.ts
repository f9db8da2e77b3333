import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { generateVideo } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

const TYPED = 'The user continues to type while the request is on its way to the service.'
const slowPost = {
  match: { method: 'POST', path: '/v2/video/generations' },
  fault: { kind: 'delay' as const, ms: 4000 },
}

describe('sending a request', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 120 } })
  })
  after(() => fixture?.dispose())

  const send = (prompt: string) =>
    generateVideo(fixture.window, { source: SAMPLE_VIDEO_URL, prompt, resolution: '240p', aspectRatio: '1:1' })

  /** Waits until the row shows that the service accepted the request. */
  const accepted = (prompt: string) =>
    fixture.window.view
      .row(prompt)
      .filter({ hasText: /queued|generating/ })
      .waitFor()

  /** The titles of the selected rows, without the state before them. */
  const selectedRows = async () => {
    const labels = await fixture.window.view.root.locator('.monaco-list-row.selected .label-name').allTextContents()
    return labels.map((label) => label.split(' · ').at(-1))
  }

  /** The editor updates the selection a moment after the row. */
  const settle = () => fixture.window.page.waitForTimeout(1000)

  it('takes no focus when it ends, and selects the new row', async () => {
    const { window, sandbox, session } = fixture
    const { page, view } = window
    await writeFile(join(session.server.workspace, 'notes.txt'), '')
    await window.openFile('notes.txt')
    await send('First')
    await accepted('First')
    await view.click(view.row('First'))
    await window.tab('First').waitFor()
    await window.tab('notes.txt').click()
    await sandbox.addFaults(slowPost)
    await send('Second')
    await view.row('Second').waitFor()
    await page.locator('.editor-instance .view-lines').first().click()
    await page.keyboard.type(TYPED, { delay: 100 })
    await accepted('Second')
    const text = await page.locator('.editor-instance .view-lines').first().textContent()
    assert.deepEqual([text?.replaceAll('\u00a0', ' '), await selectedRows()], [TYPED, ['Second']])
  })

  it('does not close the Command Palette when it ends', async () => {
    const { window, sandbox } = fixture
    const { quickInput } = window
    await sandbox.addFaults(slowPost)
    await send('Third')
    await window.openCommandPalette('Preferences')
    await accepted('Third')
    await settle()
    assert.deepEqual([await quickInput.value(), await selectedRows()], ['>Preferences', ['Third']])
    await quickInput.cancel()
  })

  it('makes Enter open the new row', async () => {
    const { window } = fixture
    const { page, view } = window
    await view.click(view.row('First'))
    await window.tab('First').waitFor()
    // Out of the webview, which receives the keys while it loads.
    await window.tab('notes.txt').click()
    await send('Fourth')
    await accepted('Fourth')
    await settle()
    assert.deepEqual(await selectedRows(), ['Fourth'])
    await window.runCommand('Wan VACE: Focus on Generations View')
    await page.keyboard.press('Enter')
    await window.tab('Fourth').waitFor()
  })
})
