// `npm run demo`: generates, plays, and saves a video in a headless VS Code with the mouse and the keyboard. Prints each
// step, and writes screenshots and the video to out/demo/. The exit code is 0 if every step succeeds.
import assert from 'node:assert/strict'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { CompareDriver } from '../../test/e2e/driver/compareDriver.ts'
import { EditorSession } from '../../test/e2e/driver/editorSession.ts'
import { FormDriver } from '../../test/e2e/driver/formDriver.ts'
import { GalleryDriver } from '../../test/e2e/driver/galleryDriver.ts'
import { TextEditorDriver } from '../../test/e2e/driver/textEditorDriver.ts'
import { generateVideo, measurePlayback, setApiKey } from '../../test/e2e/driver/userTasks.ts'
import type { Workbench } from '../../test/e2e/driver/workbench.ts'
import { THEMES, type Theme } from '../editor/themes.ts'
import { buildExtension } from '../lib/buildExtension.ts'
import { launchSandbox } from '../lib/launchSandbox.ts'
import { OUT } from '../lib/paths.ts'
import { copySampleWorkspace, SAMPLE_VIDEO_URL, writeSampleClip } from '../lib/sampleWorkspace.ts'
import { Steps } from './steps.ts'

const FOLDER = join(OUT, 'demo')
const PROMPT = 'A dancer in a red coat on a rooftop at dusk, slow camera, soft light'
const FORM_PROMPT = 'A knight in silver armor walks through a snowy forest, wide shot'
/** The default of the model. */
const FRAMES_PER_SECOND = 16
/** In the sample workspace. */
const BATCH_FILE = 'matrix.wanvace.json'
const SAVED_VIDEO = join(FOLDER, 'dancer.mp4')

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const steps = new Steps(join(FOLDER, 'failure.png'))
process.exitCode = await steps.runAll(main)
// Open sockets and timers must not keep the process running.
process.exit()

async function main(): Promise<void> {
  await steps.step('build the extension', buildExtension)
  const sandbox = await steps.step('start the sandbox', () => launchSandbox({ seconds: 6 }))
  await using _sandbox = { [Symbol.asyncDispose]: () => sandbox.stop() }
  await using session = await steps.step('start VS Code', () =>
    EditorSession.start({ settings: { 'wanVace.apiBaseUrl': sandbox.url } }),
  )
  await copySampleWorkspace(session.server.workspace)
  const workbench = await steps.step('open a window with the extension', () => session.open())
  steps.captureFailuresOf(workbench)
  const { origin, workspace } = session.server
  await writeSampleClip(workspace)
  await demonstrate(workbench, sandbox.url, `vscode-remote://${new URL(origin).host}${workspace}/dance.mp4`)
}

async function demonstrate(workbench: Workbench, apiUrl: string, clipUri: string): Promise<void> {
  const { view, notifications } = workbench
  const screenshot = (name: string) => workbench.screenshot(join(FOLDER, `${name}.png`))

  await steps.step('show the welcome view, which asks for an API key', async () => {
    await view.open()
    await view.welcome.filter({ hasText: 'API key' }).first().waitFor()
    await screenshot('01-welcome')
  })
  await steps.step(`set the API key for ${apiUrl}`, async () => {
    await setApiKey(workbench, 'demo-key')
    await screenshot('02-key')
    await notifications.dismissAll()
  })
  await steps.step('enter a request in five steps and generate a video', () => {
    let count = 2
    const request = { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '480p', aspectRatio: '16:9' }
    return generateVideo(workbench, request, (name) => {
      count++
      return screenshot(`0${count}-${name}`)
    })
  })
  const row = view.row(PROMPT.slice(0, 20))
  await steps.step('show the running job in the tree, badge, and status bar', async () => {
    await row.filter({ hasText: /queued|generating/i }).waitFor()
    await workbench.statusItem('1 video').waitFor()
    assert.equal(await view.badge(), '1')
    await screenshot('08-running')
  })
  await steps.step('complete the job and show one notification', async () => {
    await notifications.waitFor(/dancer/i, 60_000)
    assert.equal((await notifications.texts()).length, 1)
    await screenshot('09-completed')
  })
  await steps.step('play the video in the preview', async () => {
    await row.click()
    const playback = await measurePlayback(workbench)
    const isPlaying = playback.readyState >= 3 && !playback.paused && playback.advancedSeconds > 0.3
    assert.ok(isPlaying, `the video does not play: ${JSON.stringify(playback)}`)
    const isLandscape = playback.width > playback.height && playback.height >= 480
    assert.ok(isLandscape, `the video is ${playback.width} × ${playback.height}`)
    await notifications.dismissAll()
    await screenshot('10-preview')
  })
  await steps.step(`save the video as ${relative(process.cwd(), SAVED_VIDEO)}`, async () => {
    await view.clickMenu(row, 'Save As…')
    await workbench.quickInput.submitPath('Save Video', SAVED_VIDEO)
    await notifications.waitFor(/Saved/)
    const { size } = await stat(SAVED_VIDEO)
    assert.ok(size > 10_000, `the file has ${size} bytes`)
    await screenshot('11-saved')
    await notifications.dismissAll()
  })
  for (const theme of Object.keys(THEMES) as Theme[]) {
    await steps.step(`take a screenshot in the "${THEMES[theme].label}" theme`, async () => {
      await workbench.setTheme(theme)
      await screenshot(`12-theme-${theme}`)
    })
  }
  const form = new FormDriver(workbench)
  await steps.step('fill in the form with a local clip and a preset', async () => {
    await form.open()
    await form.dropUris('video_url', [clipUri])
    await form.field('video_url').locator('video').waitFor()
    await form.fill('prompt', FORM_PROMPT)
    await form.body.getByRole('button', { name: 'Presets…' }).click()
    await workbench.quickInput.pick('Best Quality')
    await form.field('prompt').getByRole('textbox').click()
    await screenshot('13-form')
  })
  await steps.step('send the form, which stays filled', async () => {
    await form.submit()
    await view.row(FORM_PROMPT.slice(0, 20)).waitFor()
    await form.waitForValue('prompt', FORM_PROMPT)
  })
  for (const theme of Object.keys(THEMES) as Theme[]) {
    await steps.step(`take a screenshot of the form in the "${THEMES[theme].label}" theme`, async () => {
      await workbench.setTheme(theme)
      await notifications.dismissAll()
      await screenshot(`14-form-theme-${theme}`)
    })
  }
  await steps.step('generate a second video and compare both in sync', () => compareTwo(workbench, screenshot))
  await steps.step('name a generation, and show it in the gallery', () => showGallery(workbench, screenshot))
  await demonstrateBatch(workbench, screenshot)
}

async function compareTwo(workbench: Workbench, screenshot: (name: string) => Promise<void>): Promise<void> {
  const { view, notifications } = workbench
  const request = { source: SAMPLE_VIDEO_URL, prompt: `${PROMPT}, at night`, resolution: '480p', aspectRatio: '16:9' }
  await generateVideo(workbench, request)
  // The row of a running generation starts with its state.
  const completed = view.rows.filter({ hasText: new RegExp(`^${PROMPT.slice(0, 20)}`) })
  await completed.nth(1).waitFor({ timeout: 60_000 })
  await notifications.dismissAll()
  await view.compareRows(PROMPT.slice(0, 20), 2)
  const compare = new CompareDriver(workbench)
  await compare.waitForVideos(2)
  await compare.play()
  const { maxDriftFrames, samples } = await compare.measureSync(FRAMES_PER_SECOND, 2000)
  assert.ok(samples > 0 && maxDriftFrames <= 1, `the videos drift by ${maxDriftFrames} frames`)
  await screenshot('15-compare')
  await compare.button('Wipe').click()
  await screenshot('15-compare-wipe')
}

async function showGallery(workbench: Workbench, screenshot: (name: string) => Promise<void>): Promise<void> {
  const { view, quickInput, page } = workbench
  await view.row(PROMPT.slice(0, 20)).click()
  await page.keyboard.press('F2')
  await quickInput.waitForTitle('Rename Generation')
  await quickInput.submit('Rooftop, take 1')
  await view.row('Rooftop, take 1').waitFor()
  const gallery = new GalleryDriver(workbench)
  await gallery.open()
  await gallery.tile('Rooftop, take 1').locator('img').waitFor()
  await screenshot('16-gallery')
}

async function demonstrateBatch(workbench: Workbench, screenshot: (name: string) => Promise<void>): Promise<void> {
  const { view, notifications } = workbench
  const editor = new TextEditorDriver(workbench)
  await steps.step('show what a batch of a request file with a matrix costs', async () => {
    await notifications.dismissAll()
    await workbench.openFile(BATCH_FILE)
    await editor.lens(/Generate All \(4 × ≈ \$/).click()
    await notifications.dialog.filter({ hasText: 'Generate 4 videos' }).waitFor()
    await screenshot('17-batch-question')
    await notifications.clickDialog('Generate All')
  })
  const row = view.row('matrix').filter({ hasText: /of 4/ })
  await steps.step('show the batch as one group with its progress', async () => {
    await row.waitFor()
    await view.row('seed 2 · guidance 6').waitFor()
    await screenshot('17-batch-running')
  })
  await steps.step('complete the batch and show one notification', async () => {
    await notifications.waitFor(/has ended: 4 videos are ready/, 60_000)
    assert.equal((await notifications.texts()).length, 1)
    await screenshot('17-batch-completed')
  })
  await steps.step('compare the videos of the batch, with its axes as rows and columns', async () => {
    await notifications.click(/has ended/, 'Compare Batch')
    await new CompareDriver(workbench).waitForVideos(4)
    await screenshot('17-batch-comparison')
    await notifications.dismissAll()
  })
}
