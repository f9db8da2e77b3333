import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { EditorFixture } from './editorFixture.ts'

const SCRIPT = '<script>alert(1)</script> $(bug) [x](command:workbench.action.quit)'
const GENERATE = 'Wan VACE: Generate Video (Quick Pick)…'

describe('"Generate Video (Quick Pick)…"', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 600 } })
  })
  after(() => fixture?.dispose())
  afterEach(async () => {
    // A failed test may leave a quick input open.
    await fixture.window.page.keyboard.press('Escape')
    await fixture.window.quickInput.waitUntilClosed()
    await fixture.window.notifications.dismissAll()
  })

  const waitForStep = (step: number) => fixture.window.quickInput.waitForTitle(`(${step}/5)`)
  const billedRequests = async () => (await fixture.sandbox.ledger()).map((row) => row.body as Record<string, unknown>)

  /** Waits for a validation message. The extension shows it a moment after the input. */
  async function waitForMessage(message: string): Promise<void> {
    await fixture.window.quickInput.widget.locator('.quick-input-message').getByText(message).waitFor()
  }

  /** Filters "More Parameters…" and opens a parameter. */
  async function openParameter(label: string): Promise<void> {
    const { quickInput } = fixture.window
    await quickInput.waitForTitle('More Parameters')
    await quickInput.type(label)
    await quickInput.clickRow(quickInput.rowLabeled(label))
    await quickInput.waitForTitle(`: ${label}`)
  }

  it('suggests a URL from the clipboard as the source, and no other text', async () => {
    const { window } = fixture
    for (const [text, isSuggested] of [
      [SAMPLE_VIDEO_URL, true],
      ['ftp://example.com/dance.mp4', false],
      ['https://example.com/two https://example.com/urls', false],
    ] as const) {
      await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
      await window.runCommand(GENERATE)
      await waitForStep(1)
      const rows = await window.quickInput.rows.allInnerTexts()
      assert.equal(
        rows.some((row) => row.includes('From the clipboard')),
        isSuggested,
        text,
      )
      await window.quickInput.cancel()
    }
  })

  it('validates while the user types, and keeps the input when the user goes back', async () => {
    const { window } = fixture
    const { quickInput } = window
    await window.runCommand(GENERATE)
    await waitForStep(1)
    await quickInput.type('ftp://example.com/dance.mp4')
    await quickInput.row('ftp URLs are not supported').waitFor()
    await quickInput.accept()
    await quickInput.waitForTitle('Enter URL')
    await waitForMessage('Source video: ftp URLs are not supported. Enter an https URL.')
    assert.equal(await quickInput.value(), 'ftp://example.com/dance.mp4')
    await quickInput.accept()
    await quickInput.waitForTitle('Enter URL')
    await quickInput.submit(SAMPLE_VIDEO_URL)

    await waitForStep(2)
    await quickInput.accept()
    await waitForMessage('Prompt is required. Describe what the video should show.')
    await quickInput.type('an unfinished prompt')
    await quickInput.button('Back')
    await waitForStep(1)
    assert.equal((await quickInput.labels())[0], SAMPLE_VIDEO_URL)
    await quickInput.accept()
    await waitForStep(2)
    assert.equal(await quickInput.value(), 'an unfinished prompt')
    await quickInput.submit(SCRIPT)
    await waitForStep(3)
    await quickInput.pick('240p')
    await waitForStep(4)
    await quickInput.pick('9:16')
    await waitForStep(5)
    await quickInput.cancel()
  })

  it('restores the draft after Escape', async () => {
    const { window } = fixture
    const { quickInput } = window
    await window.runCommand(GENERATE)
    await waitForStep(1)
    await quickInput.accept()
    await waitForStep(2)
    assert.equal(await quickInput.value(), SCRIPT)
    for (const next of [3, 4, 5]) {
      await quickInput.accept()
      await waitForStep(next)
    }
    const rows = await quickInput.rows.allInnerTexts()
    assert.ok(rows.some((text) => text.includes('<script>alert(1)</script> $')))
    assert.ok(rows.some((text) => /May cost money|Free/.test(text)))
  })

  it('edits other parameters, and explains how they affect each other', async () => {
    const { window } = fixture
    const { quickInput } = window
    await window.runCommand(GENERATE)
    for (const next of [1, 2, 3, 4]) {
      await waitForStep(next)
      await quickInput.accept()
    }
    await waitForStep(5)
    await quickInput.pick('More Parameters')

    await openParameter('Number of frames')
    await quickInput.type('16')
    await waitForMessage('Number of frames must be between 17 and 241, not 16.')
    await quickInput.submit('100')
    await openParameter('Frames per second')
    await quickInput.type('31')
    await waitForMessage('Frames per second must be between 5 and 30, not 31.')
    await quickInput.submit('24')
    await openParameter('Match source frame count')
    await quickInput.pick('On')
    await quickInput.waitForTitle('More Parameters')
    await quickInput.row('"Number of frames" is ignored while').waitFor()

    await openParameter('Reference images')
    await quickInput.pick('Enter URLs')
    await quickInput.waitForTitle('Enter URLs')
    const images = [1, 2, 3, 4, 5].map((number) => `https://example.com/${number}.png`)
    await quickInput.type(images.join(' '))
    await waitForMessage('Reference images must be a list of 1 to 4 images, not 5.')
    await quickInput.submit(images.slice(0, 2).join(' '))
    await quickInput.row('https://example.com/2.png').waitFor()
    await quickInput.pick('Done')
    await openParameter('Negative prompt')
    await quickInput.pick('None (empty)')
    await quickInput.waitForTitle('More Parameters')
    await quickInput.row('None (empty)').waitFor()
    await openParameter('Video quality')
    await quickInput.pick('low')
    await quickInput.waitForTitle('More Parameters')
    await quickInput.type('Video quality')
    await quickInput.rowLabeled('Video quality').hover()
    await quickInput.rowLabeled('Video quality').getByRole('button', { name: 'Reset to Default' }).click()
    await quickInput.row('high (default)').waitFor()
    await quickInput.button('Back')

    await waitForStep(5)
    await quickInput.pick(/^Generate/)
    await quickInput.waitUntilClosed()
    await window.view.row('<script>').waitFor()
    assert.deepEqual(await billedRequests(), [
      {
        model: POSE_MODEL.id,
        video_url: SAMPLE_VIDEO_URL,
        prompt: SCRIPT,
        resolution: '240p',
        aspect_ratio: '9:16',
        num_frames: 100,
        frames_per_second: 24,
        match_input_num_frames: true,
        negative_prompt: '',
        image_list: images.slice(0, 2),
      },
    ])
  })

  it('opens the review step with the request of the job for "Generate Again with Changes (Quick Pick)…"', async () => {
    const { window } = fixture
    const { quickInput } = window
    await window.runCommand('Wan VACE: Generate Again with Changes (Quick Pick)…')
    await quickInput.pick('<script>')
    await waitForStep(5)
    await quickInput.button('Back')
    await waitForStep(4)
    await quickInput.pick('1:1')
    await waitForStep(5)
    await quickInput.clickRow(quickInput.rowLabeled('Prompt'))
    await quickInput.waitForTitle(': Prompt')
    assert.equal(await quickInput.value(), SCRIPT)
    await quickInput.submit('x'.repeat(20_000))
    await waitForStep(5)
    await quickInput.pick(/^Generate/)
    await quickInput.waitUntilClosed()
    await window.view.row('xxxxxxxx').waitFor()
    const [before, after] = await billedRequests()
    assert.deepEqual(after, { ...before, prompt: 'x'.repeat(20_000), aspect_ratio: '1:1' })
  })

  it('suggests the selection as the prompt, unless it is a URL', async () => {
    const { window } = fixture
    const { quickInput, page } = window
    const file = join(fixture.session.server.workspace, 'prompts.txt')
    await writeFile(file, 'A dancer in a red coat at dusk\n\nhttps://example.com/clips/walk.webm\n')
    await window.openFile('prompts.txt')
    for (const [text, prompt] of [
      ['A dancer', 'A dancer in a red coat at dusk'],
      ['walk.webm', ''],
    ] as const) {
      // The third click selects the line.
      await page.locator('.editor-instance .view-line', { hasText: text }).click({ clickCount: 3 })
      await window.statusItem(/\(\d+ selected\)/).waitFor()
      await window.runCommand(GENERATE)
      await waitForStep(1)
      await quickInput.type(SAMPLE_VIDEO_URL)
      await quickInput.accept()
      await waitForStep(2)
      assert.equal(await quickInput.value(), prompt)
      await quickInput.cancel()
    }
  })

  it('keeps the request if the service rejects the key, and submits it once with another key', async () => {
    const { window, sandbox } = fixture
    const { quickInput } = window
    const billedBefore = (await billedRequests()).length
    await sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status: 401, body: { message: 'Invalid token', statusCode: 401 } },
    })
    await window.runCommand(GENERATE)
    await waitForStep(1)
    await quickInput.submit(SAMPLE_VIDEO_URL)
    await waitForStep(2)
    await quickInput.submit('A rejected dance')
    for (const next of [3, 4]) {
      await waitForStep(next)
      await quickInput.accept()
    }
    await waitForStep(5)
    await quickInput.pick(/^Generate/)
    await window.notifications.click('Your request is saved', 'Set API Key and Retry')
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit('another-key')
    await window.view.row(/^\s*((queued|generating|download).*)?A rejected dance/).waitFor()
    const bodies = await billedRequests()
    assert.equal(bodies.length, billedBefore + 1)
    assert.equal(bodies.at(-1)?.['prompt'], 'A rejected dance')
  })
})
