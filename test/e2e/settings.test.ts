import assert from 'node:assert/strict'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { generateVideo } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

describe('settings', () => {
  let fixture: EditorFixture
  let folder: string

  before(async () => {
    folder = await makeTempFolder('saved')
    fixture = await EditorFixture.start({
      apiKey: 'e2e-key',
      sandbox: { seconds: 1 },
      settings: { 'wanVace.saveFolder': folder, 'wanVace.openWhenFinished': true, 'wanVace.notifications': 'errors' },
    })
  })
  after(async () => {
    await fixture?.dispose()
    await removeTempFolder(folder)
  })

  it('open a finished video without a notification, and say where it is saved', async () => {
    const { window } = fixture
    await generateVideo(window, { source: 'https://example.com/a.mp4', prompt: 'A walk', resolution: '240p' })
    await window.webview().locator('video').waitFor()
    assert.deepEqual(await window.notifications.texts(), [])
    await window.view.clickMenu(window.view.row('A walk'), 'Save As…')
    await window.quickInput.waitForTitle('Save Video')
    await waitUntil('the dialog shows the folder', async () => (await window.quickInput.value()).startsWith(folder))
    await window.quickInput.cancel()
  })

  it('are shown in a remote window, where the User tab does not have them', async () => {
    const { window } = fixture
    await window.runCommand('Wan VACE: Open Settings')
    const editor = window.page.locator('.settings-editor')
    await editor.locator('.setting-item', { hasText: 'Api Base Url' }).first().waitFor()
    await editor.locator('.settings-tabs-widget .action-label.checked', { hasText: 'Remote' }).waitFor()
  })
})
