import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { THEMES, type Theme } from '../../scripts/editor/themes.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import type { EditorSession } from './driver/editorSession.ts'
import { GalleryDriver } from './driver/galleryDriver.ts'
import { pageFrame } from './driver/pageFrame.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import type { Workbench } from './driver/workbench.ts'
import { type Seed, seedJobs, storageFolder } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

const ORIGIN = 'https://api.aimlapi.com'
const MARKUP = `<img src=x onerror="document.title='hacked'"></script><script>alert(1)</script>\u202e`
const WALTZ = 'seed 7 · 241 frames · Waltz'
const MANY = 600

/** The members of elements that these tests use; tests are compiled without the DOM types. */
interface Picture {
  readonly complete: boolean
  readonly naturalWidth: number
}
interface Video {
  readonly currentTime: number
}
interface Scrollable {
  scrollTop: number
  readonly scrollHeight: number
  readonly clientWidth: number
  readonly scrollWidth: number
}

describe('the gallery', () => {
  let session: EditorSession
  let window: Workbench
  let gallery: GalleryDriver
  let clip: Uint8Array

  before(async () => {
    clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 17 }, 1))
    session = await sharedSession.acquire()
    window = await session.open()
    gallery = new GalleryDriver(window)
    await window.view.open()
  })

  after(() => session && sharedSession.release(session))

  const seed = (seeds: readonly Seed[]) => seedJobs(session.server.dataDir, ORIGIN, seeds)
  const saved = { state: 'completed' } as const
  const thumbnails = () => readdirSync(join(storageFolder(session.server.dataDir), 'thumbnails'))

  it('explains what it will show while there is no video', async () => {
    await seed([{ prompt: 'Failed polka', state: 'failed', minutes: 500 }])
    await window.view.row('Failed polka').waitFor()
    await gallery.open()
    await gallery.body.locator('.message', { hasText: 'No videos yet' }).waitFor()
  })

  it('shows new videos, and makes a thumbnail of each once', async () => {
    await seed([
      { ...saved, prompt: 'Tango', minutes: 5, video: clip, patch: { creditsUsed: 400_000, videoMs: 1063 } },
      {
        ...saved,
        prompt: 'Waltz',
        minutes: 6,
        video: clip,
        patch: { creditsUsed: 200_000 },
        values: { num_frames: 241 },
      },
      {
        ...saved,
        prompt: 'Waltz',
        minutes: 7,
        video: clip,
        values: { seed: 8 },
        annotations: { isFavorite: true, tags: ['roof'] },
      },
      { ...saved, prompt: 'Broken', minutes: 8, video: new TextEncoder().encode('not a video') },
      {
        ...{ ...saved, prompt: MARKUP, minutes: 9, video: clip },
        annotations: { name: `${MARKUP}${'long '.repeat(10)}`, note: MARKUP, tags: [MARKUP.slice(0, 40), 'ظلام'] },
      },
    ])
    await gallery.waitForCount('5 videos')
    await waitUntil('four thumbnails are stored', async () => thumbnails().length === 4)
    await gallery.tile('Broken').locator('.codicon-file-media').waitFor()
    await waitUntil('the pictures are shown', async () => (await shownPictures()) === 4)
    assert.deepEqual((await gallery.titles()).slice(0, 4), ['Tango', WALTZ, 'seed 8 · Waltz', 'Broken'])
  })

  function shownPictures(): Promise<number> {
    const count = (pictures: Picture[]) => pictures.filter((each) => each.complete && each.naturalWidth > 0).length
    return gallery.body.locator('.picture img').evaluateAll(count as (pictures: unknown[]) => number)
  }

  it('shows hostile names, notes and tags as text', async () => {
    const frame = await pageFrame(gallery.body)
    assert.equal(await frame.title(), 'Wan VACE')
    assert.equal(await gallery.body.locator('.title img, .tags img, .title script').count(), 0)
    const grid = await gallery.grid.evaluate(({ clientWidth, scrollWidth }: Scrollable) => scrollWidth - clientWidth)
    assert.equal(grid, 0)
  })

  it('filters and sorts', async () => {
    await gallery.select('Sort by', 'Highest Cost First')
    await waitUntil('sorted by cost', async () => (await gallery.titles())[1] === WALTZ)
    await gallery.select('Sort by', 'Longest First')
    await waitUntil('sorted by length', async () => (await gallery.titles())[0] === WALTZ)
    await gallery.body.getByRole('button', { name: 'Show Favorites Only' }).click()
    await gallery.waitForCount('1 video')
    assert.deepEqual(await gallery.titles(), ['seed 8 · Waltz'])
    await gallery.body.getByRole('button', { name: 'Show Favorites Only' }).click()
    await gallery.select('Tag', 'roof')
    await gallery.waitForCount('1 video')
    await gallery.body.locator('vscode-textfield input').fill('nothing like this')
    await gallery.body.locator('.message', { hasText: 'No videos match' }).waitFor()
    await gallery.body.getByRole('button', { name: 'Clear Filter' }).click()
    await gallery.waitForCount('5 videos')
    await gallery.select('Sort by', 'Newest First')
    await waitUntil('sorted by date', async () => (await gallery.titles())[0] === 'Tango')
  })

  it('shows the frame at the pointer', async () => {
    const tile = gallery.tile('Tango')
    const box = await tile.boundingBox()
    assert.ok(box)
    const video = tile.locator('video')
    const timeAt = async (fraction: number) => {
      await window.page.mouse.move(box.x + box.width * fraction, box.y + 40)
      return (await video.count()) === 0 ? 0 : await video.evaluate((element: Video) => element.currentTime)
    }
    await waitUntil('the end is shown', async () => (await timeAt(0.9 + Math.random() / 20)) > 0.8)
    await waitUntil('the start is shown', async () => (await timeAt(0.1 + Math.random() / 20)) < 0.3)
    await window.page.mouse.move(5, 5)
    await video.waitFor({ state: 'detached' })
  })

  it('selects, opens, renames and removes with the keys of the Explorer', async () => {
    await gallery.grid.focus()
    const press = (key: string) => window.page.keyboard.press(key)
    await press('Home')
    await press('F2')
    await window.quickInput.waitForTitle('Rename Generation')
    await window.quickInput.submit('Best take')
    await gallery.tile('Best take').waitFor()
    await gallery.grid.focus()
    await press('Home')
    await press('Shift+ArrowRight')
    await gallery.waitForCount('2 selected')
    await press('Delete')
    assert.match((await window.notifications.dialog.textContent()) ?? '', /Remove 2 generations/)
    await window.notifications.clickDialog('Remove')
    await gallery.waitForCount('3 videos')
    await window.notifications.click('Removed 2 generations', 'Undo')
    await gallery.waitForCount('5 videos')
    await gallery.grid.focus()
    await press('Home')
    await press('Enter')
    await window.tab('Best take').waitFor()
    await gallery.open()
    await gallery.tile('Best take').waitFor()
  })

  it('offers the actions of a video in its context menu', async () => {
    await gallery.tile('seed 7').click({ button: 'right' })
    await window.menu.item('Copy Path').waitFor()
    const labels = await window.menu.labels()
    await window.menu.close()
    assert.ok(
      ['Open', 'Save As…', 'Rename…', 'Edit Tags…', 'Remove'].every((label) =>
        labels.some((shown) => shown.startsWith(label)),
      ),
      labels.join(),
    )
  })

  it('scrolls through many videos, and renders only what is visible', async () => {
    const first = thumbnails()[0] ?? ''
    const shared = { fileState: 'saved', fileName: `${first.slice(0, 36)}.mp4`, fileSizeBytes: 1 } as const
    await seed(
      Array.from({ length: MANY }, (_, index) => ({
        ...saved,
        prompt: `Old ${index}`,
        minutes: 10_000 + index,
        patch: shared,
      })),
    )
    await gallery.waitForCount(`${MANY + 5} videos`)
    await gallery.grid.evaluate((grid: Scrollable) => {
      grid.scrollTop = grid.scrollHeight
    })
    await gallery.tile(`Old ${MANY - 1}`).waitFor()
    assert.ok((await gallery.body.locator('.tile').count()) < 80)
  })

  it('restores the filter and the position after a reload', async () => {
    await waitUntilTabIsStored(window.page, 'wanVace.gallery', /scrollTop\\*":[1-9]/)
    await window.reload()
    await gallery.tile(`Old ${MANY - 1}`).waitFor()
    await gallery.grid.focus()
    await window.page.keyboard.press('Home')
    await gallery.tile('Best take').waitFor()
  })

  for (const theme of Object.keys(THEMES) as Theme[]) {
    it(`has no accessibility violations in the theme ${theme}`, async () => {
      await window.setTheme(theme)
      await gallery.tile('Best take').waitFor()
      assert.deepEqual(await accessibilityViolations(gallery.body), [])
      await window.screenshot(`out/e2e/gallery-${theme}.png`)
    })
  }
})
