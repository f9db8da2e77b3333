import { copySampleWorkspace, SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { FormDriver } from './driver/formDriver.ts'
import { EditorFixture } from './editorFixture.ts'

const ITEM = 'Generate from This Video URL…'

/** A file, a word in it to right-click, and the expected source. Undefined if the menu must not have the item. */
const CASES: readonly (readonly [file: string, word: string, source: string | undefined])[] = [
  ['README.md', 'dance.mp4', SAMPLE_VIDEO_URL],
  ['README.md', 'walk.webm', 'https://example.com/clips/walk.webm'],
  ['page.html', 'jump.mp4', 'https://example.com/clips/jump.mp4'],
  ['scene.ts', 'turn.mov', 'https://example.com/clips/turn.mov?take=2'],
  ['scene.ts', 'export', undefined],
]

describe('"Generate from This Video URL…" in the editor', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start()
    await copySampleWorkspace(fixture.session.server.workspace)
  })
  after(() => fixture?.dispose())

  for (const [file, word, source] of CASES) {
    it(`${file}, "${word}": ${source ?? 'not in the menu'}`, async () => {
      const { window } = fixture
      await window.openFile(file)
      const target = window.page
        .locator('.editor-instance .view-line')
        .locator('span > span', { hasText: word })
        .first()
      // The context key of the item depends on the cursor, which a left click sets.
      await target.click()
      if (source === undefined) {
        await waitUntil('the menu does not have the item', async () => {
          await window.menu.openOn(target)
          const labels = await window.menu.labels()
          await window.menu.close()
          return !labels.includes(ITEM)
        })
        return
      }
      await window.menu.selectOn(target, ITEM)
      const form = new FormDriver(window)
      await form.waitForValue('video_url', source)
      await form.close()
    })
  }
})
