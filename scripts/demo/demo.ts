// `npm run demo`: the whole main job in a real VS Code, by clicks and keys, with no display. Prints each step with a
// tick; leaves pictures and the saved video in out/demo/. Ends with 0 when every step was seen to work.
import assert from 'node:assert/strict'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Session } from '../../test/e2e/driver/editorSession.ts'
import { generate, setKey, watchPreview } from '../../test/e2e/driver/userTasks.ts'
import type { Workbench } from '../../test/e2e/driver/workbench.ts'
import { THEMES, type Theme } from '../editor/themes.ts'
import { buildExtension } from '../lib/buildExtension.ts'
import { OUT } from '../lib/paths.ts'
import { SAMPLE_VIDEO_URL, writeSampleWorkspace } from '../lib/sampleWorkspace.ts'
import { startSandbox } from '../lib/sandboxServer.ts'
import { Steps } from './steps.ts'

const FOLDER = join(OUT, 'demo')
const PROMPT = 'A dancer in a red coat on a rooftop at dusk, slow camera, soft light'
const SAVED = join(FOLDER, 'dancer.mp4')

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const steps = new Steps(join(FOLDER, 'failure.png'))
process.exitCode = await steps.all(main)
// What still hangs on a timer or a socket has no more to say.
process.exit()

async function main(): Promise<void> {
  await steps.step('build the extension', buildExtension)
  const sandbox = await steps.step('start the sandbox', () => startSandbox({ seconds: 6 }))
  await using _sandbox = { [Symbol.asyncDispose]: () => sandbox.stop() }
  await using session = await steps.step('start VS Code', () =>
    Session.start({ settings: { 'wanVace.apiBaseUrl': sandbox.url } }),
  )
  await writeSampleWorkspace(session.server.workspace)
  const workbench = await steps.step('open a window with the extension in it', () => session.open())
  steps.watch(workbench)
  await walk(workbench, sandbox.url)
}

async function walk(workbench: Workbench, url: string): Promise<void> {
  const { view, notifications } = workbench
  const picture = (name: string) => workbench.screenshot(join(FOLDER, `${name}.png`))

  await steps.step('the view asks for a key', async () => {
    await view.open()
    await view.welcome.filter({ hasText: 'API key' }).first().waitFor()
    await picture('01-welcome')
  })
  await steps.step(`set the API key for ${url}`, async () => {
    await setKey(workbench, 'demo-key')
    await picture('02-key')
    await notifications.dismissAll()
  })
  await steps.step('enter a request in five steps, and generate', () => {
    let count = 2
    const wish = { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '480p', aspectRatio: '16:9' }
    return generate(workbench, wish, (name) => {
      count++
      return picture(`0${count}-${name}`)
    })
  })
  const row = view.row(PROMPT.slice(0, 20))
  await steps.step('the job shows as running in the tree, the badge and the status bar', async () => {
    await row.filter({ hasText: /queued|generating/i }).waitFor()
    await workbench.statusItem('1 video').waitFor()
    assert.equal(await view.badge(), '1')
    await picture('08-running')
  })
  await steps.step('the job completes, and says so once', async () => {
    await notifications.waitFor(/dancer/i, 60_000)
    assert.equal((await notifications.texts()).length, 1)
    await picture('09-completed')
  })
  await steps.step('the preview plays the video', async () => {
    await row.click()
    const seen = await watchPreview(workbench)
    assert.ok(seen.readyState >= 3 && !seen.paused && seen.advanced > 0.3, `it does not play: ${JSON.stringify(seen)}`)
    assert.ok(seen.width > seen.height && seen.height >= 480, `it is ${seen.width} × ${seen.height}`)
    await notifications.dismissAll()
    await picture('10-preview')
  })
  await steps.step(`save the video as ${relative(process.cwd(), SAVED)}`, async () => {
    await view.clickMenu(row, 'Save As…')
    await workbench.quickInput.answerFile('Save Video', SAVED)
    await notifications.waitFor(/Saved/)
    const { size } = await stat(SAVED)
    assert.ok(size > 10_000, `it has ${size} bytes`)
    await picture('11-saved')
    await notifications.dismissAll()
  })
  for (const theme of Object.keys(THEMES) as Theme[]) {
    await steps.step(`take a picture in "${THEMES[theme].label}"`, async () => {
      await workbench.setTheme(theme)
      await picture(`12-theme-${theme}`)
    })
  }
}
