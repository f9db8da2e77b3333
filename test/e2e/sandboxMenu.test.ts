import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { generateVideo } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

describe('The sandbox in the status bar', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start()
    await fixture.window.runCommand('Wan VACE: Start Sandbox')
    await fixture.window.notifications.waitFor('The sandbox is running at')
    await fixture.window.notifications.dismissAll()
  })
  after(() => fixture?.dispose())

  const openMenu = async () => {
    await fixture.window.statusItem('Sandbox').click()
    await fixture.window.quickInput.waitForTitle('Wan VACE Sandbox')
  }
  const generate = (prompt: string) =>
    generateVideo(fixture.window, { source: SAMPLE_VIDEO_URL, prompt, resolution: '240p', aspectRatio: '1:1' })
  const page = () => fixture.window.webview().locator('body')

  it('shows a menu and copies the address', async () => {
    const { window } = fixture
    await openMenu()
    assert.deepEqual(await window.quickInput.labels(), ['Copy Address', 'Show Log', 'Stop Sandbox'])
    await window.quickInput.pick('Copy Address')
    await window.quickInput.waitUntilClosed()
    // All editors share a clipboard, which can contain the text of an earlier test.
    await waitUntil('the clipboard contains the address', async () =>
      /^http:\/\/127\.0\.0\.1:\d+$/.test(await window.page.evaluate<string>('navigator.clipboard.readText()')),
    )
    await window.statusItem('Sandbox').waitFor()
  })

  it('shows no cost of a free video', async () => {
    const { window } = fixture
    await generate('A free dance')
    await window.notifications.waitFor('is ready')
    await window.notifications.dismissAll()
    await window.view.click(window.view.row('A free dance'))
    await page().locator('dd', { hasText: 'Free (sandbox)' }).waitFor()
    assert.doesNotMatch((await page().textContent()) ?? '', /\$|credits/)
  })

  it('asks before it stops while a generation is running', async () => {
    const { window } = fixture
    const { notifications, quickInput, view } = window
    await generate('An interrupted dance')
    await view.row('An interrupted dance').waitFor()
    await openMenu()
    await quickInput.pick('Stop Sandbox')
    await notifications.dialog.getByText('Stop the sandbox while 1 generation is running?').waitFor()
    await notifications.clickDialog('Cancel')
    await window.statusItem('Sandbox').waitFor()
    await openMenu()
    await quickInput.pick('Stop Sandbox')
    await notifications.clickDialog('Stop Sandbox')
    await notifications.waitFor('The sandbox was stopped.')
    await window.statusItem('Sandbox').waitFor({ state: 'detached' })
  })

  it('shows that the generation failed and cost nothing', async () => {
    const { window } = fixture
    await window.view
      .row('An interrupted dance')
      .filter({ hasText: /failed|not downloaded|lost/ })
      .click()
    const message = page().locator('.message', { hasText: 'The sandbox that ran this generation was stopped.' })
    await message.waitFor()
    const text = (await message.textContent()) ?? ''
    assert.doesNotMatch(text, /charge|bill|\$/)
    assert.match(text, /The sandbox is free\./)
  })
})
