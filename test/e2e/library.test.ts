import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOTIFICATION } from '../../src/jobs/store/jobPatch.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { becomes } from './driver/becomes.ts'
import type { EditorSession } from './driver/editorSession.ts'
import { waitUntilStateIsStored } from './driver/storedTabs.ts'
import { TextEditorDriver } from './driver/textEditorDriver.ts'
import type { Workbench } from './driver/workbench.ts'
import { type Seed, seedJobs, storageFolder } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

const ORIGIN = 'https://api.aimlapi.com'
const DAY_MINUTES = 24 * 60
const MARKUP = '</video><img src=x onerror="alert(1)"> [x](command:y) $(zap)'

/** The member of an element that these tests use; tests are compiled without the DOM types. */
interface Picture {
  readonly naturalWidth: number
}

describe('the list of generations as a library', () => {
  let session: EditorSession
  let window: Workbench
  let clip: Uint8Array

  before(async () => {
    clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 17 }, 1))
    session = await sharedSession.acquire({
      settings: {
        'wanVace.saveVideosTo': 'videos',
        'wanVace.saveRequestFiles': true,
        'wanVace.fileNamePattern': '{name}-{seed}.mp4',
      },
    })
    window = await session.open()
    await window.view.open()
    await seed([
      { ...saved, prompt: 'Tango', minutes: 5, video: clip, annotations: { tags: ['rain'], note: 'For the intro' } },
      { ...saved, prompt: 'Waltz', minutes: 6, video: clip, values: { seed: 8 }, annotations: { isFavorite: true } },
      { prompt: 'Failed polka', state: 'failed', minutes: 3 * DAY_MINUTES },
    ])
    await window.view.row('Failed polka').waitFor()
  })

  after(() => session && sharedSession.release(session))

  afterEach(() => window.notifications.dismissAll())

  const saved = { state: 'completed' } as const
  const seed = (seeds: readonly Seed[]) => seedJobs(session.server.dataDir, ORIGIN, seeds)
  const files = (...folders: string[]) => readdirSync(join(session.server.workspace, ...folders)).toSorted()
  const press = (key: string) => window.page.keyboard.press(key)

  async function waitForRows(...expected: string[]): Promise<void> {
    let shown: string[] = []
    const matches = async () => {
      shown = (await window.view.texts()).map((text) => text.replace(/ (?:\d+[mhd] ago|just now).*$/, '').trim())
      return shown.join() === expected.join()
    }
    await waitUntil(`the rows are ${expected.join()}`, matches).catch((error: unknown) => {
      throw new Error(`The rows are ${shown.join()}`, { cause: error })
    })
  }

  async function groupBy(grouping: string): Promise<void> {
    await window.runCommand('Wan VACE: Group By…')
    await window.quickInput.clickRow(window.quickInput.rowLabeled(grouping))
  }

  it('renames, copies and removes the row with the focus by keyboard', async () => {
    await window.view.row('Tango').click()
    await press('F2')
    await window.quickInput.waitForTitle('Rename Generation')
    await window.quickInput.submit(MARKUP)
    await window.view.row('</video>').waitFor()
    await press('ControlOrMeta+C')
    await window.statusItem('Path copied.').waitFor()
    const copied = await window.page.evaluate('navigator.clipboard.readText()')
    assert.deepEqual(readFileSync(String(copied)), Buffer.from(clip))
    await press('Delete')
    await window.notifications.clickDialog('Remove')
    await waitForRows('Waltz', 'failed · Failed polka')
    await window.notifications.click('Removed', 'Undo')
    await window.view.row('</video>').waitFor()
  })

  it('shows a short tooltip with the note and the picture of the gallery', async () => {
    await window.runCommand('Wan VACE: Show Gallery')
    const folder = join(storageFolder(session.server.dataDir), 'thumbnails')
    await waitUntil('the pictures are made', () => existsSync(folder) && readdirSync(folder).length === 2)
    await window.view.row('</video>').hover()
    const hover = window.page.locator('.workbench-hover', { hasText: 'For the intro' })
    await hover.waitFor()
    const picture = hover.locator('img[src^="data:image/jpeg;base64,"]')
    await waitUntil('the picture is shown', () => picture.evaluate((image: Picture) => image.naturalWidth > 0))
    const { height = 0 } = (await hover.boundingBox()) ?? {}
    assert.deepEqual([height > 120 && height < 320, await hover.locator('img').count()], [true, 1])
    await window.screenshot('out/e2e/library-tooltip.png')
    await window.runCommand('View: Close All Editors')
    await window.tab('Gallery').waitFor({ state: 'hidden' })
  })

  it('groups by day and state, also after a reload', async () => {
    await groupBy('Day')
    await window.view.row(/^Today/).waitFor()
    await groupBy('State')
    await waitForRows('Completed 2', MARKUP, 'Waltz', 'Failed 1', 'failed · Failed polka')
    await waitUntilStateIsStored(window.page, /grouping":"state/)
    await window.reload()
    await waitForRows('Completed 2', MARKUP, 'Waltz', 'Failed 1', 'failed · Failed polka')
    await window.view.row('Completed').click()
    await press('Delete')
    await groupBy('Batch')
    await waitForRows(MARKUP, 'Waltz', 'failed · Failed polka')
  })

  it('finds a row by what is typed, as in the Explorer', async () => {
    const focused = (text: string) => window.view.root.locator('.monaco-list-row.focused', { hasText: text })
    await window.view.row('Waltz').click()
    await window.page.keyboard.type('fail')
    await focused('Failed polka').waitFor()
    await press('ControlOrMeta+Alt+F')
    const find = window.view.root.locator('.monaco-tree-type-filter')
    await find.locator('input').fill('polka')
    await find.locator('.codicon-list-filter').click()
    await waitForRows('failed · Failed polka')
    await press('Escape')
    await waitForRows(MARKUP, 'Waltz', 'failed · Failed polka')
  })

  it('filters by tag, favorite, setting and text', async () => {
    const filter = async (...labels: string[]) => {
      await window.view.titleAction('Filter…').click()
      await window.quickInput.waitForTitle('Filter Generations')
      for (const label of labels) await window.quickInput.clickRow(window.quickInput.rowLabeled(label))
      await window.quickInput.accept()
    }
    await filter('#rain')
    await waitForRows(MARKUP)
    await window.view.message('1 of 3 · #rain').waitFor()
    await filter('#rain', 'Favorites', 'seed 8')
    await waitForRows('Waltz')
    await window.view.titleAction('Filter…').click()
    await window.quickInput.submit('no such text')
    await window.view.welcome.filter({ hasText: 'No generations match the filter.' }).waitFor()
    await window.view.welcome.getByRole('button', { name: 'Clear Filter' }).click()
    await waitForRows(MARKUP, 'Waltz', 'failed · Failed polka')
  })

  it('exports the selected generations', async () => {
    await window.view.clickMenu(window.view.row('Waltz'), 'Export Generations…')
    await window.quickInput.pick('Without Videos')
    await window.quickInput.waitForTitle('Export Generations')
    await window.quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click()
    await window.notifications.waitFor('Exported 1 generation.')
    const lines = readFileSync(join(session.server.workspace, 'wan-vace-generations.jsonl'), 'utf8').split('\n')
    assert.deepEqual([lines.length, lines[1]?.includes('"prompt":"Waltz"')], [3, true])
    rmSync(join(session.server.workspace, 'wan-vace-generations.jsonl'))
  })

  it('inserts the video of a row that is dragged into Markdown or HTML', async () => {
    const inserted = '<video controls src="Waltz-8-2.mp4" title="Waltz"></video>'
    const folder = join(session.server.workspace, 'pages')
    mkdirSync(folder)
    // As long as the video: only the content shows that it is another file.
    writeFileSync(join(folder, 'Waltz-8.mp4'), new Uint8Array(clip.length))
    for (const name of ['page.html', 'notes.md']) {
      writeFileSync(join(folder, name), '')
      await window.openFile(name)
      await dragToEditor('Waltz')
      await new TextEditorDriver(window).waitForText(inserted)
    }
    assert.deepEqual(files('pages'), ['Waltz-8-2.mp4', 'Waltz-8.mp4', 'notes.md', 'page.html'])
    assert.ok(readFileSync(join(folder, 'Waltz-8-2.mp4')).equals(clip))
  })

  /** With Shift, as for a file of the Explorer: otherwise the editor opens what is dropped. */
  async function dragToEditor(row: string): Promise<void> {
    const { mouse, keyboard } = window.page
    await window.view.row(row).hover()
    await mouse.down()
    const { x = 0, y = 0 } = (await window.page.locator('.editor-instance .view-lines').last().boundingBox()) ?? {}
    await keyboard.down('Shift')
    await mouse.move(x + 40, y + 60, { steps: 8 })
    await mouse.move(x + 44, y + 5, { steps: 4 })
    await mouse.up()
    await keyboard.up('Shift')
  }

  it('saves all videos with their requests, under names that are valid everywhere', async () => {
    // The document that got the drop can take the focus, which closes the dialog.
    for (let attempt = 0; attempt < 3; attempt++) {
      await window.runCommand('Wan VACE: Save All…')
      await window.quickInput.submitPath('Save 2 videos', `${join(session.server.workspace)}/`)
      if ((await becomes('visible', window.notifications.toast('Saved 2 videos'), 10_000)) || files().length > 1) break
    }
    await waitUntil('both videos and their requests are saved', () => files().length === 5)
    assert.deepEqual(files(), [
      'Waltz-8.mp4',
      'Waltz-8.wanvace.json',
      'pages',
      'video-img-src-x-onerror-alert-1-x-command-y-zap-7.mp4',
      'video-img-src-x-onerror-alert-1-x-command-y-zap-7.wanvace.json',
    ])
    const read = (name: string) => readFileSync(join(session.server.workspace, name))
    const request = JSON.parse(read('Waltz-8.wanvace.json').toString()) as Record<string, unknown>
    assert.deepEqual(
      [read('Waltz-8.mp4').equals(clip), request['prompt'], request['seed'], request['model']],
      [true, 'Waltz', 8, 'alibaba/wan2.2-vace-fun-a14b-pose'],
    )
  })

  it('saves each finished video to the folder of the setting', async () => {
    const finished = { ...saved, video: clip, patch: { notification: NOTIFICATION.pending } }
    await seed([{ ...finished, prompt: 'Samba', minutes: 1 }])
    await window.notifications.waitFor('Samba')
    await waitUntil('the video and its request are saved', () => files('videos').length === 2)
    assert.deepEqual(files('videos'), ['Samba-7.mp4', 'Samba-7.wanvace.json'])
  })
})
