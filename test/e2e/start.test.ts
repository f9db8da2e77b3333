import assert from 'node:assert/strict'
import { join } from 'node:path'
import { SANDBOX_STARTER, writeSampleClip } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { becomes } from './driver/becomes.ts'
import { EditorSession } from './driver/editorSession.ts'
import { FormDriver } from './driver/formDriver.ts'
import { waitUntilStateIsStored, waitUntilTabIsStored } from './driver/storedTabs.ts'
import { measurePlayback } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'

const TERMINAL = join(import.meta.dirname, '..', 'fixtures', 'terminalExtension')

describe('the window of `npm start`', () => {
  let session: EditorSession
  let window: Workbench
  let form: FormDriver

  before(async () => {
    session = await EditorSession.start({
      otherExtensions: [SANDBOX_STARTER, TERMINAL],
      // Shows the text of terminals as elements.
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
    })
    await writeSampleClip(session.server.workspace)
  })
  after(() => session?.dispose())

  it('makes a first video with one click, without an API key', async () => {
    window = await session.open()
    form = new FormDriver(window)
    await form
      .field('video_url')
      .locator('.item', { hasText: /dance\.mp4.*81 frames/s })
      .waitFor()
    await form.body.locator('.cost', { hasText: 'Free' }).waitFor()
    await window.screenshot('out/e2e/start.png')
    await form.body.getByRole('button', { name: 'Generate', exact: true }).click()
    await window.view.row('A dancer').click()
    await window.webview().locator('video').waitFor({ timeout: 60_000 })
    await measurePlayback(window)
  })

  it('keeps the draft when the window is reloaded', async () => {
    await window.tab('New Generation').click()
    await form.fill('prompt', 'My own prompt')
    await waitUntilTabIsStored(window.page, 'New Generation')
    await waitUntilStateIsStored(window.page, /My own prompt/)
    await window.reload()
    await form.waitForValue('prompt', 'My own prompt')
    await window.statusItem('Sandbox').waitFor()
    await form.waitForValue('prompt', 'My own prompt')
  })

  it('has a walkthrough, which checks off what was done and opens the form with a sample', async () => {
    await window.notifications.dismissAll()
    // Not opened with the extension's own command, which leads to the same page.
    await window.runCommand('Help: Welcome')
    const page = window.page.locator('.gettingStartedContainer')
    await page.getByRole('button', { name: /Get Started with Wan VACE/ }).click()
    await page.getByRole('heading', { name: 'Get Started with Wan VACE', level: 2 }).waitFor()
    const step = (title: string) => page.locator('button.getting-started-step', { hasText: title })
    const checkmark = (title: string) => step(title).locator('.codicon-getting-started-step-checked')
    // Done before the walkthrough was opened.
    await checkmark('Generate a first video').waitFor()
    await checkmark('Try it for free').waitFor()
    await step('Generate a first video').click()
    await window.screenshot('out/e2e/walkthrough.png')
    await page.getByRole('button', { name: 'Open Sample' }).click()
    await form.waitForValue('prompt', 'A dancer in a red coat on a rooftop at dusk')
    await form.waitForValue('video_url', 'https://example.com/clips/dance.mp4')
    await window.tab('Walkthrough').click()
    assert.equal(await checkmark('Set your API key').count(), 0)
  })

  it('generates from the URL that is selected in a terminal', async () => {
    await window.runCommand('Test: Open Terminal with URL')
    const terminal = window.page.locator('.xterm-screen').first()
    await terminal.waitFor()
    await window.runCommand('Terminal: Select All')
    await window.menu.selectOn(terminal, 'Generate from This Video URL…')
    await form.waitForValue('video_url', 'https://cdn.example.com/v/0b8e?signature=abc&expires=600')
  })

  it('asks what to do with the URL of a video that is clicked in a terminal', async () => {
    await form.close()
    await window.runCommand('Test: Open Terminal with Video')
    const url = window.page.locator('.terminal.xterm .xterm-rows span', { hasText: 'walk.mp4' }).last()
    await waitUntil('the link is opened', async () => {
      // The editor looks for links when the pointer moves over a line.
      await window.page.mouse.move(5, 5)
      const box = await url.boundingBox()
      if (!box) return false
      // Another element of the terminal receives the events.
      await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 })
      await window.page.keyboard.down('ControlOrMeta')
      await becomes('visible', window.page.locator('.xterm-cursor-pointer').first(), 2000)
      await window.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { delay: 100 })
      await window.page.keyboard.up('ControlOrMeta')
      return becomes('visible', window.quickInput.row('Copy URL'), 2000)
    })
    assert.deepEqual(await window.quickInput.labels(), ['Generate from This Video', 'Open in Browser', 'Copy URL'])
    await window.quickInput.pick('Generate from This Video')
    await form.waitForValue('video_url', 'https://cdn.example.com/clips/walk.mp4')
  })
})
