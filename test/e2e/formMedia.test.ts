import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSampleClip } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { FormDriver, PIXEL } from './driver/formDriver.ts'
import { waitUntilStateIsStored, waitUntilTabIsStored } from './driver/storedTabs.ts'
import { EditorFixture } from './editorFixture.ts'

const SIGNED_URL = 'https://cdn.example.com/v/0b8e?signature=abc&expires=600'

describe('videos and images in the form', () => {
  let fixture: EditorFixture
  let form: FormDriver

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 600 } })
    form = new FormDriver(fixture.window)
    await form.open()
  })
  after(() => fixture?.dispose())

  it('takes local files, shows their facts, and sends them as data: URIs', async () => {
    const { window, session } = fixture
    await form.openGroups()
    const folder = session.server.workspace
    await writeSampleClip(folder)
    await form.field('video_url').getByRole('button', { name: 'Choose Video' }).click()
    await window.quickInput.submitPath('Choose Video', join(folder, 'dance.mp4'))
    await form
      .field('video_url')
      .locator('.item', { hasText: /dance\.mp4.*81 frames · 16 fps · 426 × 240 · avc/s })
      .waitFor()
    await form.field('video_url').locator('video').waitFor()
    await window.screenshot('out/e2e/form-video.png')
    await form.fill('prompt', 'A walk')
    await form.fill('match_input_num_frames', true)
    await form.body.locator('.result', { hasText: 'matches the source video' }).waitFor()

    await form.paste('image_list', ['one.png', 'two.png'])
    await form.field('image_list').locator('.item', { hasText: 'two.png' }).locator('img').waitFor()
    await form.field('image_list').getByRole('button', { name: 'Move Up: two.png' }).click()
    await form.field('image_list').locator('.item').first().filter({ hasText: 'two.png' }).waitFor()
    await window.notifications.dismissAll()
    await window.screenshot('out/e2e/form-media.png')
    const [{ video_url, image_list } = assert.fail()] = await fixture.requestsDuring(1, () => form.submit())
    await form.waitUntilReady()
    assert.match(String(video_url), /^data:video\/mp4;base64,/)
    assert.deepEqual(image_list, [`data:image/png;base64,${PIXEL}`, `data:image/png;base64,${PIXEL}`])

    await waitUntilTabIsStored(window.page, 'New Generation')
    await waitUntilStateIsStored(window.page, /two\.png/)
    await window.reload()
    await form.field('video_url').locator('.item', { hasText: 'dance.mp4' }).waitFor()
    await form.openGroups()
    await form.field('image_list').locator('.item', { hasText: 'one.png' }).locator('img').waitFor()
  })

  it('opens with a video file of the Explorer and of the media preview', async () => {
    const { window } = fixture
    await form.startOver()
    await window.page.keyboard.press('ControlOrMeta+Shift+E')
    await window.menu.selectOn(
      window.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'dance.mp4' }),
      'Generate from This Video…',
    )
    await form.field('video_url').locator('.item', { hasText: 'dance.mp4' }).waitFor()
    await form.startOver()
    await window.openFile('dance.mp4')
    await window.page.locator('.editor-actions').getByRole('button', { name: 'Generate from This Video…' }).click()
    await form.field('video_url').locator('.item', { hasText: 'dance.mp4' }).waitFor()
    await window.view.open()
    await form.startOver()
  })

  it('opens with the video file of a tab', async () => {
    const { window } = fixture
    await window.openFile('dance.mp4')
    await window.menu.selectOn(window.tab('dance.mp4'), 'Generate from This Video…')
    await form.field('video_url').locator('.item', { hasText: 'dance.mp4' }).waitFor()
    await window.view.open()
    await form.startOver()
  })

  it('opens with a selected URL that has no file name extension', async () => {
    const { window, session } = fixture
    await writeFile(join(session.server.workspace, 'notes.txt'), SIGNED_URL)
    await window.openFile('notes.txt')
    const line = window.page.locator('.editor-instance .view-line').first()
    await line.click()
    await window.page.keyboard.press('ControlOrMeta+A')
    await window.menu.selectOn(line, 'Generate from This Video URL…')
    await form.waitForValue('video_url', SIGNED_URL)
    await form.startOver()
  })

  it('takes several dropped images and URLs, and reorders them by drag and by keyboard', async () => {
    const { session, page } = { ...fixture, page: fixture.window.page }
    await form.openGroups()
    const list = form.field('image_list')
    await form.dropFiles('image_list', ['one.png', 'two.png'])
    await list.locator('.item', { hasText: 'two.png' }).locator('img').waitFor()
    await writeFile(join(session.server.workspace, 'three.png'), Buffer.from(PIXEL, 'base64'))
    const file = `vscode-remote://${new URL(session.server.origin).host}${join(session.server.workspace, 'three.png')}`
    await form.dropUris('image_list', [file, 'https://example.com/4.png'])
    await list.locator('.item', { hasText: 'three.png' }).locator('img').waitFor()
    assert.deepEqual(await form.items('image_list'), ['one.png', 'two.png', 'three.png', 'https://example.com/4.png'])

    await list.locator('.item', { hasText: '4.png' }).dragTo(list.locator('.item', { hasText: 'one.png' }))
    await waitUntil('the URL is first', async () => (await form.items('image_list'))[0] === 'https://example.com/4.png')
    await list.getByRole('button', { name: 'Move Down: https://example.com/4.png' }).focus()
    await page.keyboard.press('Enter')
    await waitUntil(
      'the URL is second',
      async () => (await form.items('image_list'))[1] === 'https://example.com/4.png',
    )
    // The focus follows the item.
    await page.keyboard.press('Enter')
    await waitUntil('it moved again', async () => (await form.items('image_list'))[1] !== 'https://example.com/4.png')
    assert.equal((await form.items('image_list')).length, 4)
    await form.startOver()
  })

  it('takes a dropped URL as the source video', async () => {
    await form.dropUris('video_url', ['https://example.com/dropped.mp4'])
    await form.waitForValue('video_url', 'https://example.com/dropped.mp4')
    await form.startOver()
  })
})
