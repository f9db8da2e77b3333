import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Theme } from '../../scripts/editor/themes.ts'
import { toDataUri } from '../../src/core/model/mediaUrl.ts'
import { readVideoFacts } from '../../src/editor/common/videoFacts.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import { CompareDriver } from './driver/compareDriver.ts'
import type { EditorSession } from './driver/editorSession.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import type { Workbench } from './driver/workbench.ts'
import { type Seed, seedJobs } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

const ORIGIN = 'https://api.aimlapi.com'
const RATE = 16
const RAIN = 'A dance in the rain'
const TWIN = 'A twin'
const MARKUP = `<img src=x onerror="document.title='hacked'"> </script><script>alert(2)</script> \u202Etxet`

describe('the comparison', () => {
  let session: EditorSession
  let workbench: Workbench
  let compare: CompareDriver
  let folder: string
  const policyViolations: string[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wan-vace-compare-'))
    const encode = (seed: number, values: object = {}) =>
      encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 81, ...values }, seed))
    const clips = await Promise.all([1, 2, 3, 4].map((seed) => encode(seed)))
    const [clip] = clips
    const slow = await encode(7, { frames_per_second: 8, num_frames: 41 })
    const portrait = await encode(8, { aspect_ratio: '9:16', num_frames: 41 })
    assert.ok(clip)
    session = await sharedSession.acquire()
    const seed = (prompt: string, minutes: number, video: Uint8Array, values: object = {}): Seed => ({
      ...{ prompt, state: 'completed', minutes, video },
      values: { ...values },
    })
    const source = toDataUri('video/mp4', 'source.mp4', Buffer.from(slow).toString('base64'))
    await seedJobs(session.server.dataDir, ORIGIN, [
      ...clips.map((video, index) =>
        seed(RAIN, 5 + index, video, { seed: index + 1, guidance_scale: index < 2 ? 4 : 6 }),
      ),
      seed(TWIN, 20, clip, { seed: 1 }),
      seed(`${TWIN} again`, 21, clip, { seed: 2 }),
      seed('A local source', 30, clip, { video_url: source }),
      seed(MARKUP, 40, portrait, { negative_prompt: 'x'.repeat(50_000) }),
      seed(`${MARKUP} 2`, 41, clip, { x_new: MARKUP }),
    ])
    workbench = await session.open()
    workbench.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) policyViolations.push(message.text())
    })
    compare = new CompareDriver(workbench)
  })

  after(async () => {
    if (session) await sharedSession.release(session)
    rmSync(folder, { recursive: true, force: true })
  })

  async function compareRows(text: string, count: number): Promise<void> {
    await workbench.view.open()
    await workbench.view.compareRows(text, count)
    await compare.waitForVideos(count)
  }

  it('plays four generations in sync, with only the parameters that differ', async () => {
    await compareRows(RAIN, 4)
    assert.deepEqual(await compare.captions(), [
      'Seed 1 Guidance scale 4',
      'Seed 2 Guidance scale 4',
      'Seed 3 Guidance scale 6',
      'Seed 4 Guidance scale 6',
    ])
    await compare.play()
    await workbench.screenshot('out/e2e/compare-four.png')
    // The benchmark measures the drift. Here, other tests can keep a video from being decoded for a moment.
    await waitUntil('the videos stay within one frame of each other for two seconds', async () => {
      const { maxDriftFrames, samples } = await compare.measureSync(RATE, 2000)
      return samples > 20 && maxDriftFrames <= 1
    })
  })

  it('shows the same frame in all videos after a seek and a step', async () => {
    await compare.pause()
    // In its middle.
    await compare.timeline.click()
    await compare.waitForFrames(41, RATE, [40, 40, 40, 40])
    await workbench.page.keyboard.press('.')
    await compare.waitForFrames(42, RATE, [41, 41, 41, 41])
    await workbench.page.keyboard.press(',')
    await workbench.page.keyboard.press(',')
    await compare.waitForFrames(40, RATE, [39, 39, 39, 39])
  })

  it('shows one video alone with its number, and all again', async () => {
    await workbench.page.keyboard.press('3')
    await compare.waitForVideos(1)
    assert.deepEqual(await compare.captions(), ['Seed 3 Guidance scale 6'])
    await workbench.page.keyboard.press('Escape')
    await compare.waitForVideos(4)
    await compare.waitForFrames(40, RATE, [39, 39, 39, 39])
  })

  it('is restored at the same frame after a reload', async () => {
    await waitUntilTabIsStored(workbench.page, 'Compare 4 Generations', /positionSeconds\W+2\.4/)
    await workbench.reload()
    await compare.waitForVideos(4)
    await compare.waitForFrames(40, RATE, [39, 39, 39, 39])
    await compare.waitUntilPaused()
  })

  it('writes a contact sheet', async () => {
    const path = join(folder, 'sheet.png')
    await exportTo('Contact Sheet (PNG)', path)
    const png = readFileSync(path)
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')])
    // Five frames of 384 pixels in a row.
    assert.equal(png.readUInt32BE(16), 5 * 384 + 6 * 8)
  })

  it('compares a result with its local source by time, because their rates differ', async () => {
    const row = workbench.view.row('A local source')
    await workbench.view.clickMenu(row, 'Compare Source and Result')
    await compare.waitForVideos(2)
    await compare.pause()
    await compare.timeline.press('Home')
    for (let page = 0; page < 3; page++) await compare.timeline.press('PageUp')
    // Frame 15 of the source, which has half the rate.
    await compare.waitForFrames(31, RATE, [30, 30])
    await workbench.screenshot('out/e2e/compare-source.png')
  })

  it('wipes with the divider, by dragging and with the keyboard', async () => {
    await compare.button('Wipe').click()
    const divider = compare.page.getByRole('slider', { name: 'Divider' })
    const frame = await compare.page.locator('.divider-area').boundingBox()
    assert.ok(frame)
    const drag = async (share: number) => workbench.page.mouse.move(frame.x + frame.width * share, frame.y + 40)
    await drag(0.5)
    await workbench.page.mouse.down()
    await drag(0.3)
    await workbench.page.mouse.up()
    assert.match((await compare.clipPath()) ?? '', /^inset\(0px 0px 0px 30(\.\d+)?%\)$/)
    await divider.press('End')
    await divider.press('PageDown')
    await waitUntil('the divider moved', async () => /90%\)$/.test((await compare.clipPath()) ?? ''))
    await workbench.screenshot('out/e2e/compare-wipe.png')
    for (const name of ['Onion Skin', 'Difference', 'Stacked', 'Side by Side']) {
      await compare.button(name).click()
      await workbench.screenshot(`out/e2e/compare-${name.replaceAll(' ', '')}.png`)
    }
  })

  it('measures identical videos as identical, and jumps to a frame of the curve', async () => {
    await compareRows(TWIN, 2)
    await compare.pause()
    await compare.button('Measure Similarity').click()
    const charts = compare.page.locator('wan-similarity-chart')
    await waitUntil('all frames are measured', async () => {
      const heads = await charts.locator('.chart-head').allInnerTexts()
      return heads.length === 2 && heads.every((text) => text.includes('lowest'))
    })
    const texts = await charts
      .locator('svg')
      .evaluateAll((all: readonly HasAttributes[]) => all.map((it) => it.getAttribute('aria-label')))
    assert.deepEqual(texts, [
      'PSNR: Mean infinite, lowest infinite at frame 1',
      'SSIM: Mean 1.0000, lowest 1.0000 at frame 1',
    ])
    const box = await charts.first().locator('svg').boundingBox()
    assert.ok(box)
    await workbench.page.mouse.click(box.x + box.width * (20.5 / 81), box.y + box.height / 2)
    await compare.waitForFrames(21, RATE, [20, 20])
    await workbench.screenshot('out/e2e/compare-similarity.png')
  })

  it('exports an MP4 with all frames', async () => {
    const path = join(folder, 'comparison.mp4')
    await exportTo('Video (MP4)', path)
    const facts = await readVideoFacts({ path })
    assert.deepEqual(
      {
        codec: facts?.codec,
        width: facts?.width,
        height: facts?.height,
        frames: facts?.frames,
        rate: facts?.framesPerSecond,
      },
      { codec: 'avc', width: 2 * 426 + 3 * 8, height: 240 + 28 + 2 * 8, frames: 81, rate: RATE },
    )
  })

  it('marks the best, and removes the others with Undo', async () => {
    const mark = compare.page.getByRole('button', { name: 'Mark as Best' }).nth(1)
    await mark.click()
    await waitUntil('the video is marked', async () => (await mark.getAttribute('aria-pressed')) === 'true')
    await compare.button('Remove the Others…').nth(1).click()
    await workbench.notifications.clickDialog('Remove')
    await compare.page.getByText('This generation was removed.').waitFor()
    await workbench.notifications.click(/Removed/, 'Undo')
    await compare.waitForVideos(2)
  })

  it('shows markup and long values as text', async () => {
    await compareRows('onerror', 2)
    const { page } = compare
    assert.equal(await page.locator('.tile img, .tile script, .toolbar img').count(), 0)
    assert.equal(await workbench.webview().locator('title').textContent(), 'Wan VACE')
    const isOverflowing = await page.evaluate(
      (body: { readonly scrollWidth: number; readonly clientWidth: number }) => body.scrollWidth > body.clientWidth,
    )
    assert.equal(isOverflowing, false)
    await workbench.screenshot('out/e2e/compare-markup.png')
  })

  it('does not violate its content security policy, which allows no connection', async () => {
    const policy = await workbench.webview().locator('meta[http-equiv]').getAttribute('content')
    assert.match(policy ?? '', /^default-src 'none'; script-src 'nonce-/)
    assert.doesNotMatch(policy ?? '', /unsafe|connect-src|worker-src|blob:|data:|aimlapi/)
    assert.deepEqual(policyViolations, [])
  })

  for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const satisfies Theme[]) {
    it(`has no accessibility violation in ${theme}`, async () => {
      await workbench.setTheme(theme)
      await compareRows(RAIN, 4)
      await workbench.screenshot(`out/e2e/compare-${theme}.png`)
      assert.deepEqual(await accessibilityViolations(compare.page), [])
    })
  }

  async function exportTo(format: string, path: string): Promise<void> {
    await compare.button('Export Comparison…').click()
    await workbench.quickInput.pick(format)
    await workbench.quickInput.submitPath('Export Comparison', path)
    await workbench.notifications.waitFor(/Saved/, 60_000)
    await workbench.notifications.dismissAll()
  }
})

interface HasAttributes {
  getAttribute(name: string): string | null
}
