import { EditorFixture } from './editorFixture.ts'

describe('"Open Settings"', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start()
  })
  after(() => fixture?.dispose())

  it('shows the settings in a remote window, where the User tab does not have them', async () => {
    const { window } = fixture
    await window.runCommand('Wan VACE: Open Settings')
    const editor = window.page.locator('.settings-editor')
    await editor.locator('.setting-item', { hasText: 'Api Base Url' }).first().waitFor()
    await editor.locator('.settings-tabs-widget .action-label.checked', { hasText: 'Remote' }).waitFor()
  })
})
