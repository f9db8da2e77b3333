import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { writeLargeVideo } from '../fixtures/largeVideo.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import type { EditorSession } from './driver/editorSession.ts'
import { PlayerDriver } from './driver/playerDriver.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import type { Workbench } from './driver/workbench.ts'
import { seedJobs, storageFolder } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

const ORIGIN = 'https://api.aimlapi.com'
const RATE = 16
const CLIP_FRAMES = 81
/** The player reads such a file in parts. */
const LARGE_BYTES = 210_000_000
const HOSTILE_NAME = `<img src=x onerror=alert(1)> $(zap) \u202e'&quot;.mp4`

/** The browser's types that are used here. Tests are checked without them. */
interface Video {
  readonly src: string
  readonly playbackRate: number
  readonly muted: boolean
  readonly volume: number
  readonly style: { readonly transform: string }
}
interface Scrollable {
  readonly scrollWidth: number
  readonly clientWidth: number
}

describe('the player', () => {
  let session: EditorSession
  let workbench: Workbench
  let player: PlayerDriver

  before(async () => {
    const clip = await encodeVideo(
      createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: CLIP_FRAMES }, 1),
    )
    const tallSpec = createVideoSpec({ prompt: 'a walk', resolution: '240p', aspect_ratio: '9:16' }, 1)
    const tall = await encodeVideo(tallSpec)
    session = await sharedSession.acquire()
    const saved = { state: 'completed', video: clip } as const
    const videos = join(storageFolder(session.server.dataDir), 'videos')
    mkdirSync(videos, { recursive: true })
    await writeLargeVideo(join(videos, 'large.mp4'), clip, { sizeBytes: LARGE_BYTES, frames: 4 * CLIP_FRAMES })
    const large = { fileState: 'saved', fileName: 'large.mp4', fileSizeBytes: LARGE_BYTES } as const
    await seedJobs(session.server.dataDir, ORIGIN, [
      { ...saved, prompt: 'First walk', minutes: 1 },
      { ...saved, prompt: 'Second walk', minutes: 2 },
      { ...saved, prompt: 'Tall walk', minutes: 3, video: tall },
      { ...saved, prompt: 'Empty walk', minutes: 4, video: new Uint8Array() },
      { ...saved, prompt: 'Cut walk', minutes: 5, video: clip.subarray(0, 900) },
      { ...saved, prompt: 'No walk', minutes: 6, video: new TextEncoder().encode('<html>not a video</html>') },
      { prompt: 'Large walk', state: 'completed', minutes: 7, patch: large },
    ])
    writeFileSync(join(session.server.workspace, HOSTILE_NAME), clip)
    workbench = await session.open()
    player = new PlayerDriver(workbench)
    await workbench.view.open()
  })

  after(async () => {
    if (session) await sharedSession.release(session)
  })

  const press = async (...keys: string[]) => {
    for (const key of keys) await workbench.page.keyboard.press(key)
  }
  const frameIs = (frame: number) => waitUntil(`frame ${frame} is shown`, async () => (await player.frame()) === frame)
  const tabs = () =>
    workbench.page
      .locator('.tabs-container .tab')
      .evaluateAll((all) =>
        all.map(
          (tab) =>
            `${tab.textContent}${tab.querySelector('.monaco-icon-label')?.matches('.italic') ? ' (preview)' : ''}`,
        ),
      )
  const listHasFocus = () => workbench.view.root.locator('.monaco-list:focus').count()

  describe('opens like a file', () => {
    it('in a tab that the next row reuses, with the focus in the list', async () => {
      await workbench.view.row('First walk').click()
      await player.video.waitFor()
      const first = [await tabs(), await listHasFocus()]
      await press('ArrowDown', 'Space')
      await workbench.tab('Second walk').waitFor()
      assert.deepEqual(
        [first, await tabs(), await listHasFocus()],
        [[['First walk (preview)'], 1], ['Second walk (preview)'], 1],
      )
    })

    it('in a tab that stays after a double click, and beside it with Alt', async () => {
      await workbench.view.row('First walk').dblclick()
      await waitUntil('the tab is pinned', async () => (await tabs()).includes('First walk'))
      await workbench.view.row('Second walk').click({ modifiers: ['Alt'] })
      await waitUntil(
        'two groups are open',
        async () => (await workbench.page.locator('.editor-group-container').count()) === 2,
      )
      await waitUntil('the tab is beside', async () => (await tabs()).length === 2)
      await workbench.runCommand('View: Close All Editors')
    })
  })

  describe('plays by frame', () => {
    before(async () => {
      await workbench.view.row('First walk').dblclick()
      await player.pause()
    })

    it('steps forward and back, and shows the frame that it says', async () => {
      const wrong: unknown[] = []
      for (const [key, frame] of [
        ['Home', 0],
        ['.', 1],
        ['.', 2],
        ['ArrowRight', 3],
        [',', 2],
        ['End', 80],
        [',', 79],
        ['Shift+ArrowLeft', 63],
      ] as const) {
        await press(key)
        await frameIs(frame)
        const drawn = await player.drawnFrame()
        if (drawn !== frame) wrong.push([key, frame, drawn])
      }
      assert.deepEqual(wrong, [])
    })

    it('seeks where the timeline is clicked and dragged', async () => {
      const track = player.body.locator('.timeline-track')
      const { width = 0 } = (await track.boundingBox()) ?? {}
      await track.click({ position: { x: (width * 40.5) / 81, y: 10 } })
      await frameIs(40)
      assert.equal(await player.drawnFrame(), 40)
      await player.body.locator('.timeline-hover-time', { hasText: '41 · 0:02.50' }).waitFor()
    })

    it('repeats between the in and out points', async () => {
      await press('Home')
      await frameIs(0)
      for (let frame = 1; frame <= 10; frame++) {
        await press('.')
        await frameIs(frame)
      }
      await press('i', 'Shift+ArrowRight')
      await frameIs(26)
      await press('o', 'k')
      // Other tests can keep the page from running for a moment, in which the video plays on.
      await waitUntil('only the frames between the points are shown, and are repeated', async () => {
        const frames = (await player.framesPresented(3000, RATE)).slice(2)
        const isRepeated = frames.some((frame, index) => frame < (frames[index - 1] ?? 0))
        return isRepeated && frames.every((frame) => frame >= 10 && frame <= 26)
      })
      await press('k', 'x')
    })

    it('saves a frame with the pixels of the video', async () => {
      await press('Home')
      await frameIs(0)
      await press('Shift+ArrowRight')
      await frameIs(16)
      await press('Shift+S')
      const path = join(session.server.workspace, 'frame.png')
      await workbench.quickInput.submitPath('Save Frame', path)
      await workbench.notifications.waitFor(/Saved/)
      await workbench.notifications.dismissAll()
      const png = readFileSync(path).toString('base64')
      const saved = await workbench.page.evaluate(`(${CHECKSUM_OF_IMAGE})(${JSON.stringify(png)})`)
      assert.deepEqual(saved, [426, 240, await player.checksum()])
    })

    it('copies a frame', async () => {
      await player.body.locator('.timeline-track').focus()
      await press('Shift+C')
      const types = () =>
        workbench.page.evaluate<string[]>(
          'navigator.clipboard.read().then((items) => items.flatMap((item) => item.types))',
        )
      await waitUntil('the clipboard has an image', async () => (await types()).includes('image/png'))
    })

    it('is restored with its frame, speed, sound and zoom after it was hidden and after a reload', async () => {
      await player.body.locator('.timeline-track').focus()
      await press('Home', '<', '+', 'm', 'Shift+ArrowDown', 'Shift+ArrowDown')
      await frameIs(0)
      await press('Shift+ArrowRight')
      await frameIs(16)
      await waitUntilTabIsStored(workbench.page, 'First%20walk', /positionSeconds\W+1\.0\d+.*zoom/s)
      const expectState = async () => {
        await player.button('Play').waitFor()
        await frameIs(16)
        const state = await player.video.evaluate(({ playbackRate, muted, volume, style }: Video) => [
          ...[playbackRate, muted, volume],
          style.transform,
        ])
        assert.deepEqual(state, [0.75, false, 0.8, 'translate(0%, 0%) scale(1.5)'])
        assert.equal(await player.drawnFrame(), 16)
      }
      await workbench.runCommand('File: New Untitled Text File')
      await player.body.waitFor({ state: 'detached' })
      await workbench.runCommand('View: Close Editor')
      await expectState()
      await workbench.reload()
      await expectState()
      await player.body.locator('.timeline-track').focus()
      await press('0', '>', 'm', 'Shift+ArrowUp', 'Shift+ArrowUp')
    })

    it('lists its shortcuts', async () => {
      await press('?')
      const dialog = player.body.locator('dialog[open]')
      await dialog.getByText('Next Frame').waitFor()
      await press('Escape')
      await dialog.waitFor({ state: 'hidden' })
    })

    it('uses a frame in the form', async () => {
      await workbench.runCommand('Wan VACE: Use as Last Frame')
      const label = player.body.locator('.item-label', { hasText: 'First-walk-frame-017.png' })
      // Its group is closed.
      await label.waitFor({ state: 'attached' })
      await workbench.runCommand('View: Close Editor')
    })

    it('uses the video as a source', async () => {
      await workbench.view.click(workbench.view.row('First walk'))
      await player.video.waitFor()
      await workbench.runCommand('Wan VACE: Use as Source')
      await player.body.locator('.field[data-name="video_url"] .item-label').waitFor()
      await workbench.runCommand('View: Close Editor')
    })
  })

  describe('shows any file', () => {
    it('shows what is in the file, and marks what differs from the request', async () => {
      await workbench.view.click(workbench.view.row('Tall walk'))
      await player.body.locator('dt', { hasText: 'Bit rate' }).waitFor()
      const text = await player.body.locator('.side').textContent()
      for (const fact of ['H.264', '240 × 426', '81', '16 fps', '5.06 s']) assert.ok(text?.includes(fact), text ?? '')
      assert.equal(await player.body.locator('.difference').count(), 0)
    })

    const broken = [
      ['Empty walk', 'The file is empty.'],
      ['Cut walk', 'The file is incomplete: its end is missing.'],
      ['No walk', 'The file is not a video, or it is damaged.'],
    ] as const
    for (const [prompt, message] of broken) {
      it(`explains why it cannot play: ${message}`, async () => {
        await workbench.view.click(workbench.view.row(prompt))
        await player.body.locator('.message', { hasText: message }).waitFor()
      })
    }

    it('reads a large file in parts, and steps, seeks and repeats in it', async () => {
      await workbench.view.click(workbench.view.row('Large walk'))
      await player.pause()
      const wrong: unknown[] = []
      for (const [key, frame] of [
        ['Home', 0],
        ['.', 1],
        ['End', 4 * CLIP_FRAMES - 1],
        [',', 4 * CLIP_FRAMES - 2],
        ['Shift+ArrowLeft', 4 * CLIP_FRAMES - 2 - RATE],
      ] as const) {
        await press(key)
        await frameIs(frame)
        const drawn = await player.drawnFrame()
        if (drawn !== frame % CLIP_FRAMES) wrong.push([key, frame, drawn])
      }
      assert.deepEqual(wrong, [])
      await press('End', 'k')
      await waitUntil('the video starts over', async () => (await player.frame()) < CLIP_FRAMES)
      await press('k')
      const url = await player.video.evaluate(({ src }: Video) => src)
      assert.match(url, /^blob:/)
      assert.equal(await player.body.locator('.note').count(), 0)
    })

    it('opens a video file with a hostile name', async () => {
      await workbench.openFile('onerror')
      await workbench.runCommand('View: Reopen Editor With...')
      await workbench.quickInput.pick(/Wan VACE Player/)
      await player.body.locator('dt', { hasText: 'Codec' }).waitFor()
      assert.equal(await player.body.locator('img').count(), 0)
      await workbench.page.getByRole('button', { name: 'Generate from This Video…' }).first().waitFor()
      await player.button('Pause').click()
      await player.body.locator('.timeline-track').focus()
      await press('Home', '.')
      await frameIs(1)
      assert.equal(await player.drawnFrame(), 1)
    })

    it('fits a narrow page, a wide page and a portrait video', async () => {
      await workbench.view.click(workbench.view.row('Tall walk'))
      await player.body.locator('dt', { hasText: 'Bit rate' }).waitFor()
      const problems: unknown[] = []
      for (const width of [650, 2000]) {
        await workbench.page.setViewportSize({ width, height: 900 })
        const controls = player.body.locator('.buttons')
        await waitUntil('the page has its new size', async () => ((await controls.boundingBox())?.width ?? 0) < width)
        const page = await player.body.evaluate((body: Scrollable) => [body.scrollWidth, body.clientWidth] as const)
        if (page[0] > page[1]) problems.push(['overflow', width, page])
        const box = await controls.boundingBox()
        if (!box || box.y + box.height > 900) problems.push(['controls out of sight', width, box])
        await workbench.screenshot(`out/e2e/player-${width}.png`)
        problems.push(...(await accessibilityViolations(player.body)))
      }
      await workbench.page.setViewportSize({ width: 1280, height: 800 })
      assert.deepEqual(problems, [])
    })
  })
})

/** Runs in the page: the size and the checksum of an image, like `PlayerDriver.checksum`. */
const CHECKSUM_OF_IMAGE = `async (base64) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]))
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return [image.width, image.height, data.reduce((sum, value) => (sum * 31 + value) % 1000000007, 7)]
}`
