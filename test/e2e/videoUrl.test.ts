import assert from 'node:assert/strict'
import { copySampleWorkspace, SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { FormDriver } from './driver/formDriver.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const ITEM = 'Generate from This Video URL…'

/** A file, a word in it to right-click on, and the address that is then the source; none where there is no such item. */
const PLACES: readonly (readonly [file: string, word: string, source: string | undefined])[] = [
  ['README.md', 'dance.mp4', SAMPLE_VIDEO_URL],
  ['README.md', 'walk.webm', 'https://example.com/clips/walk.webm'],
  ['page.html', 'jump.mp4', 'https://example.com/clips/jump.mp4'],
  ['scene.ts', 'turn.mov', 'https://example.com/clips/turn.mov?take=2'],
  ['scene.ts', 'export', undefined],
]

describe('"Generate from This Video URL…" in the editor', () => {
  let stage: EditorFixture

  before(async () => {
    stage = await EditorFixture.start()
    await copySampleWorkspace(stage.session.server.workspace)
  })
  after(() => stage?.dispose())

  for (const [file, word, source] of PLACES) {
    it(`${file}, on "${word}": ${source ?? 'is not offered'}`, async () => {
      const { window } = stage
      await window.openFile(file)
      await rightClickOn(window, word)
      if (source === undefined) {
        assert.ok(!(await window.menu.labels()).includes(ITEM))
        await window.menu.close()
        return
      }
      await window.menu.select(ITEM)
      const form = new FormDriver(window)
      await form.waitForValue('video_url', source)
      await form.close()
    })
  }
})

/** Puts the cursor there first: what the menu holds depends on it. */
async function rightClickOn({ page, menu }: Workbench, word: string): Promise<void> {
  const at = page.locator('.editor-instance .view-line').locator('span > span', { hasText: word }).first()
  await at.click()
  await page.waitForTimeout(500)
  await menu.openOn(at)
}
