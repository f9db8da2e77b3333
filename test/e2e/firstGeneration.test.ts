import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'
import { storageFolder } from './seedJobs.ts'

const PROMPT = 'A dancer on a rooftop'
/** A second notification would appear within this time. */
const OBSERVATION_MS = 2000

describe('a first generation', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start({ sandbox: { seconds: 3 } })
  })
  after(() => fixture?.dispose())

  it('starts with a welcome view, and sends no request', async () => {
    const { window, sandbox } = fixture
    await window.view.welcome.filter({ hasText: 'Set API Key' }).first().waitFor()
    const welcome = (await window.view.welcome.allInnerTexts()).join(' ')
    assert.match(welcome, /Start Sandbox/)
    assert.deepEqual(await sandbox.calls(), [])
  })

  it('shows only available commands in the Command Palette', async () => {
    const titles = await fixture.window.commandTitles('Wan VACE: ')
    assert.deepEqual(
      titles.filter((title) => !/View$/.test(title)),
      [
        'Wan VACE: Generate Video (Quick Pick)…',
        'Wan VACE: Get Started',
        'Wan VACE: Import Generations…',
        'Wan VACE: Open Settings',
        'Wan VACE: Recover Generations from Account…',
        'Wan VACE: Set API Key…',
        'Wan VACE: Show Log',
        'Wan VACE: Show Spending',
        'Wan VACE: Start Sandbox',
      ],
    )
  })

  it('asks for the missing key during "Generate Video (Quick Pick)…", and submits the request once', async () => {
    const { window, sandbox } = fixture
    await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '9:16' })
    await window.quickInput.waitForTitle('Set API Key')
    await window.quickInput.submit('e2e-key')
    await window.view.row(PROMPT).waitFor()
    const [billed, ...others] = await sandbox.ledger()
    assert.deepEqual(others, [])
    assert.match(billed?.client_request_id ?? '', /^[A-Za-z0-9._:-]{1,128}$/)
    assert.deepEqual(billed?.body, {
      model: 'alibaba/wan2.2-vace-fun-a14b-pose',
      video_url: SAMPLE_VIDEO_URL,
      prompt: PROMPT,
      resolution: '240p',
      aspect_ratio: '9:16',
    })
  })

  it('notifies once when the video is ready', async () => {
    const { window } = fixture
    await window.notifications.waitFor(/is ready/, 60_000)
    await window.page.waitForTimeout(OBSERVATION_MS)
    const notifications = (await window.notifications.texts()).filter((text) => /is ready/.test(text))
    assert.equal(notifications.length, 1)
    assert.equal(await window.view.badge(), '')
  })

  it('plays the video from the notification', async () => {
    const { window } = fixture
    await window.notifications.click(/is ready/, 'Open')
    const playback = await measurePlayback(window)
    const isPlaying = playback.readyState >= 3 && !playback.paused && playback.advancedSeconds > 0.3
    assert.ok(isPlaying, JSON.stringify(playback))
    assert.ok(playback.height > playback.width && playback.width >= 240, JSON.stringify(playback))
  })

  it('saves a copy of the downloaded file', async () => {
    const { window, session } = fixture
    const target = join(session.server.workspace, 'saved.mp4')
    await window.view.clickMenu(window.view.row(PROMPT), 'Save As…')
    await window.quickInput.submitPath('Save Video', target)
    await window.notifications.waitFor(/Saved/)
    const videos = join(storageFolder(session.server.dataDir), 'videos')
    const [name = '', ...others] = await readdir(videos)
    assert.deepEqual(others, [])
    const [saved, original] = await Promise.all([readFile(target), readFile(join(videos, name))])
    assert.equal(saved.subarray(4, 8).toString(), 'ftyp')
    assert.ok(saved.equals(original))
  })

  it('sends the key only to the API, and sends one POST', async () => {
    const calls = await fixture.sandbox.calls()
    const files = calls.filter(({ server }) => server === 'files')
    assert.ok(files.length > 0)
    assert.deepEqual(
      files.filter((call) => call.hasAuthorization),
      [],
    )
    assert.equal(calls.filter(({ method }) => method === 'POST').length, 1)
  })
})
