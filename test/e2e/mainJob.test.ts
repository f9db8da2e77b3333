import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

describe('the main job, by clicks and keys', () => {
  let stage: EditorFixture

  before(async () => {
    stage = await EditorFixture.start({ sandbox: { seconds: 3 } })
  })
  after(() => stage?.dispose())

  it('starts without a word to the service, and says what to do', async () => {
    const { window, sandbox } = stage
    await window.view.welcome.filter({ hasText: 'Set API Key' }).first().waitFor()
    const welcome = (await window.view.welcome.allInnerTexts()).join(' ')
    assert.match(welcome, /Start Sandbox/)
    assert.deepEqual(await sandbox.calls(), [])
  })

  it('offers in the palette what can work, and nothing else', async () => {
    const titles = await stage.window.commandTitles('Wan VACE: ')
    assert.deepEqual(
      titles.filter((title) => !/View$/.test(title)),
      [
        'Wan VACE: Generate Video (Quick Pick)…',
        'Wan VACE: Import Generations…',
        'Wan VACE: New Generation',
        'Wan VACE: Recover Generations from Account…',
        'Wan VACE: Set API Key…',
        'Wan VACE: Show Log',
        'Wan VACE: Start Sandbox',
      ],
    )
  })

  it('asks for the missing key in the middle of "Generate Video (Quick Pick)…", and goes on', async () => {
    const { window, sandbox } = stage
    await generateVideo(window, {
      source: SAMPLE_VIDEO_URL,
      prompt: 'A dancer on a rooftop',
      resolution: '240p',
      aspectRatio: '9:16',
    })
    await window.quickInput.waitForTitle('Set API Key')
    await window.quickInput.submit('e2e-key')
    await window.view.row('A dancer').waitFor()
    const [sold, ...more] = await sandbox.ledger()
    assert.deepEqual(more, [])
    assert.match(sold?.client_request_id ?? '', /^[A-Za-z0-9._:-]{1,128}$/)
    assert.deepEqual(sold?.body, {
      model: 'alibaba/wan2.2-vace-fun-a14b-pose',
      video_url: SAMPLE_VIDEO_URL,
      prompt: 'A dancer on a rooftop',
      resolution: '240p',
      aspect_ratio: '9:16',
    })
  })

  it('tells once that the video is ready', async () => {
    const { window } = stage
    await window.notifications.waitFor(/is ready/, 60_000)
    await window.page.waitForTimeout(3000)
    const ready = (await window.notifications.texts()).filter((text) => /is ready/.test(text))
    assert.equal(ready.length, 1)
    assert.equal(await window.view.badge(), '')
  })

  it('plays the video from the notification', async () => {
    const { window } = stage
    await window.notifications.click(/is ready/, 'Open')
    const seen = await measurePlayback(window)
    assert.ok(seen.readyState >= 3 && !seen.paused && seen.advancedSeconds > 0.3, JSON.stringify(seen))
    assert.ok(seen.height > seen.width && seen.width >= 240, JSON.stringify(seen))
  })

  it('saves the very bytes that were downloaded', async () => {
    const { window, session } = stage
    const target = join(session.server.workspace, 'saved.mp4')
    await window.view.clickMenu(window.view.row('A dancer'), 'Save As…')
    await window.quickInput.submitPath('Save Video', target)
    await window.notifications.waitFor(/Saved/)
    const bytes = await readFile(target)
    assert.equal(bytes.subarray(4, 8).toString(), 'ftyp')
  })

  it('sent the key to the API and to no one else, and bought once', async () => {
    const calls = await stage.sandbox.calls()
    const files = calls.filter(({ server }) => server === 'files')
    assert.ok(files.length > 0)
    assert.deepEqual(
      files.filter((call) => call.hasAuthorization),
      [],
    )
    assert.equal(calls.filter(({ method }) => method === 'POST').length, 1)
  })
})
