import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ConsoleMessage, Page } from 'playwright-core'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { seedJobs } from '../e2e/seedJobs.ts'
import { BenchEditor } from './editor/benchEditor.ts'
import type { BenchPart } from './figures.ts'
import { median } from './support/median.ts'

const ORIGIN = 'https://api.aimlapi.com'
const LIMIT_MS = 30_000

/** Prints when the mouse is pressed, and when a video shows its first frame, in every frame of a page. Unix time. */
const REPORT = `(() => {
  const print = (name, at) => console.log('bench ' + name + ' ' + (performance.timeOrigin + at))
  addEventListener('mousedown', () => print('click', performance.now()), true)
  const seen = new WeakSet()
  // A webview replaces its document, which ends an observer.
  const look = () => {
    for (const video of document.querySelectorAll('video')) {
      if (seen.has(video)) continue
      seen.add(video)
      video.requestVideoFrameCallback((now) => print('frame', now))
    }
    setTimeout(look, 5)
  }
  look()
})()`

/** From a click to the first frame: on a row of the list, and on a link to a page that has only a `<video>`. */
export const previewPart: BenchPart = {
  name: 'preview',
  title: 'click to first frame in a preview, against a bare <video> page in the same browser',
  async measure({ quick }) {
    await using resources = new AsyncDisposableStack()
    const clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '480p' }, 1))
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const editor = await BenchEditor.start(browser, { extensions: 'measured' })
    resources.defer(() => editor.dispose())
    const saved = { state: 'completed', video: clip } as const
    const prompts = ['First video', 'Second video']
    await seedJobs(
      editor.dataDir,
      ORIGIN,
      prompts.map((prompt, minutes) => ({ ...saved, prompt, minutes })),
    )
    const { workbench } = await editor.open()
    if (!workbench) throw new Error('The window has no workbench.')
    await workbench.page.context().addInitScript(REPORT)
    // This page was loaded before.
    await workbench.page.evaluate(REPORT)
    await workbench.view.open()
    const bareUrl = await serve(clip, resources)
    const bare = await (await browser.newContext()).newPage()
    await bare.addInitScript(REPORT)

    const times = { preview: [] as number[], bare: [] as number[] }
    for (let round = 0; round <= (quick ? 3 : 11); round++) {
      const row = workbench.view.row(prompts[round % 2] ?? '')
      times.preview.push(await firstFrameMs(workbench.page, () => workbench.view.click(row)))
      await bare.goto(bareUrl)
      times.bare.push(await firstFrameMs(bare, () => bare.locator('a').click()))
    }
    // The first preview of a window loads the code of the webviews.
    const [coldMs = Number.NaN, ...warm] = times.preview
    const [previewMs, bareMs] = [median(warm), median(times.bare.slice(1))]
    return [
      { key: 'preview.firstFrameRatio', value: previewMs / bareMs },
      { key: 'preview.firstFrameMs', value: previewMs, unit: 'ms' },
      { key: 'preview.bareFirstFrameMs', value: bareMs, unit: 'ms' },
      { key: 'preview.coldFirstFrameMs', value: coldMs, unit: 'ms' },
    ]
  },
}

/** Milliseconds from the last press of the mouse until a video shows its first frame. */
async function firstFrameMs(page: Page, click: () => Promise<void>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let clickedAt = Number.NaN
  const listen = (message: ConsoleMessage) => {
    const [, name, at] = /^bench (click|frame) ([\d.]+)$/.exec(message.text()) ?? []
    if (name === 'click') clickedAt = Number(at)
    if (name === 'frame' && !Number.isNaN(clickedAt)) resolve(Number(at) - clickedAt)
  }
  const limit = setTimeout(() => reject(new Error('The video showed no frame.')), LIMIT_MS)
  page.on('console', listen)
  try {
    await click()
    return await promise
  } finally {
    clearTimeout(limit)
    page.off('console', listen)
  }
}

/** Serves a page with a link to a bare video, and the video. Returns the URL of the page. */
async function serve(clip: Uint8Array, resources: AsyncDisposableStack): Promise<string> {
  const html = (body: string) => `<!DOCTYPE html><title>Bare</title>${body}`
  const server = createServer(({ url }, response) => {
    const isVideo = url?.startsWith('/v.mp4')
    response.setHeader('Content-Type', isVideo ? 'video/mp4' : 'text/html')
    if (isVideo) response.end(clip)
    else if (url === '/') response.end(html('<a href="/play">Play</a>'))
    else response.end(html(`<video muted autoplay src="/v.mp4?${performance.now()}"></video>`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  resources.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
