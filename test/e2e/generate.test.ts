import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { EditorFixture } from './editorFixture.ts'

const SCRIPT = '<script>alert(1)</script> $(bug) [x](command:workbench.action.quit)'
const GENERATE = 'Wan VACE: Generate Video (Quick Pick)…'

describe('"Generate Video (Quick Pick)…"', () => {
  let stage: EditorFixture

  before(async () => {
    stage = await EditorFixture.start({ apiKey: 'e2e-key' })
  })
  after(() => stage?.dispose())
  afterEach(async () => {
    // Whatever a failed test left open.
    await stage.window.page.keyboard.press('Escape')
    await stage.window.quickInput.waitUntilClosed()
    await stage.window.notifications.dismissAll()
  })

  const step = (number: number) => stage.window.quickInput.waitForTitle(`(${number}/5)`)
  const sold = async () => (await stage.sandbox.ledger()).map((row) => row.body as Record<string, unknown>)

  /** Waits for the words under the box: they come from the extension, a moment after the key. */
  async function says(message: string): Promise<void> {
    await stage.window.quickInput.widget.locator('.quick-input-message').getByText(message).waitFor()
  }

  /** Opens a parameter of "More Parameters…", by typing as a person would in a long list. */
  async function openParameter(label: string): Promise<void> {
    const { quickInput } = stage.window
    await quickInput.waitForTitle('More Parameters')
    await quickInput.type(label)
    await rowLabelled(label).click()
    await quickInput.waitForTitle(`: ${label}`)
  }

  function rowLabelled(label: string) {
    const { quickInput, page } = stage.window
    return quickInput.rows.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first()
  }

  it('offers the clipboard’s address as the source, and nothing else of it', async () => {
    const { window } = stage
    for (const [text, offered] of [
      [SAMPLE_VIDEO_URL, true],
      ['ftp://example.com/dance.mp4', false],
      ['https://example.com/two https://example.com/addresses', false],
    ] as const) {
      await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
      await window.runCommand(GENERATE)
      await step(1)
      const rows = await window.quickInput.rows.allInnerTexts()
      assert.equal(
        rows.some((row) => row.includes('From the clipboard')),
        offered,
        text,
      )
      await window.quickInput.cancel()
    }
  })

  it('says what is wrong as one types, and loses nothing on the way back', async () => {
    const { window } = stage
    const { quickInput } = window
    await window.runCommand(GENERATE)
    await step(1)
    await quickInput.type('ftp://example.com/dance.mp4')
    await quickInput.row('ftp URLs are not supported').waitFor()
    await quickInput.accept()
    await quickInput.waitForTitle('Enter URL')
    await says('Source video: ftp URLs are not supported. Enter an https URL.')
    assert.equal(await quickInput.value(), 'ftp://example.com/dance.mp4')
    await quickInput.accept()
    await quickInput.waitForTitle('Enter URL')
    await quickInput.submit(SAMPLE_VIDEO_URL)

    await step(2)
    await quickInput.accept()
    await says('Prompt is required. Describe what the video should show.')
    await quickInput.type('half a thou')
    await quickInput.button('Back')
    await step(1)
    assert.equal((await quickInput.labels())[0], SAMPLE_VIDEO_URL)
    await quickInput.accept()
    await step(2)
    assert.equal(await quickInput.value(), 'half a thou')
    await quickInput.submit(SCRIPT)
    await step(3)
    await quickInput.pick('240p')
    await step(4)
    await quickInput.pick('9:16')
    await step(5)
    await quickInput.cancel()
  })

  it('offers what was entered before Escape again, as it is', async () => {
    const { window } = stage
    const { quickInput } = window
    await window.runCommand(GENERATE)
    await step(1)
    await quickInput.accept()
    await step(2)
    assert.equal(await quickInput.value(), SCRIPT)
    for (const next of [3, 4, 5]) {
      await quickInput.accept()
      await step(next)
    }
    const shown = await quickInput.rows.allInnerTexts()
    assert.ok(shown.some((text) => text.includes('<script>alert(1)</script> $')))
    assert.ok(shown.some((text) => /May cost money|Free/.test(text)))
  })

  it('edits every other parameter by its kind and tells what they mean for each other', async () => {
    const { window } = stage
    const { quickInput } = window
    await window.runCommand(GENERATE)
    for (const next of [1, 2, 3, 4]) {
      await step(next)
      await quickInput.accept()
    }
    await step(5)
    await quickInput.pick('More Parameters')

    await openParameter('Number of frames')
    await quickInput.type('16')
    await says('Number of frames must be between 17 and 241, not 16.')
    await quickInput.submit('100')
    await openParameter('Frames per second')
    await quickInput.type('31')
    await says('Frames per second must be between 5 and 30, not 31.')
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
    await says('Reference images must be a list of 1 to 4 images, not 5.')
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
    await rowLabelled('Video quality').hover()
    await rowLabelled('Video quality').getByRole('button', { name: 'Reset to Default' }).click()
    await quickInput.row('high (default)').waitFor()
    await quickInput.button('Back')

    await step(5)
    await quickInput.pick(/^Generate/)
    await quickInput.waitUntilClosed()
    await window.view.row('<script>').waitFor()
    assert.deepEqual(await sold(), [
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
    // Its row is drawn anew until it is done, and a menu on it goes away.
    await window.notifications.waitFor('is ready')
  })

  it('"Generate Again with Changes (Quick Pick)…" starts at the summary with the job’s request', async () => {
    const { window } = stage
    const { quickInput } = window
    await window.runCommand('Wan VACE: Generate Again with Changes (Quick Pick)…')
    await quickInput.pick('<script>')
    await step(5)
    await quickInput.button('Back')
    await step(4)
    await quickInput.pick('1:1')
    await step(5)
    await rowLabelled('Prompt').click()
    await quickInput.waitForTitle(': Prompt')
    assert.equal(await quickInput.value(), SCRIPT)
    await quickInput.submit('x'.repeat(20_000))
    await step(5)
    await quickInput.pick(/^Generate/)
    await quickInput.waitUntilClosed()
    await window.view.row('xxxxxxxx').waitFor()
    const [before, after] = await sold()
    assert.deepEqual(after, { ...before, prompt: 'x'.repeat(20_000), aspect_ratio: '1:1' })
  })

  it('offers the selection as the prompt, but not when it is an address', async () => {
    const { window } = stage
    const { quickInput, page } = window
    const text = 'A dancer in a red coat at dusk\n\nhttps://example.com/clips/walk.webm\n'
    await writeFile(join(stage.session.server.workspace, 'prompts.txt'), text)
    await window.openFile('prompts.txt')
    for (const [words, prompt] of [
      ['A dancer', 'A dancer in a red coat at dusk'],
      ['walk.webm', ''],
    ] as const) {
      // The third click selects the line.
      await page.locator('.editor-instance .view-line', { hasText: words }).click({ clickCount: 3 })
      await page.waitForTimeout(300)
      await window.runCommand(GENERATE)
      await step(1)
      await quickInput.type(SAMPLE_VIDEO_URL)
      await quickInput.accept()
      await step(2)
      assert.equal(await quickInput.value(), prompt)
      await quickInput.cancel()
    }
  })

  it('keeps the request when the service refuses the key, asks for another one and buys once', async () => {
    const { window, sandbox } = stage
    const { quickInput } = window
    const before = (await sold()).length
    await sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status: 401, body: { message: 'Invalid token', statusCode: 401 } },
    })
    await window.runCommand(GENERATE)
    await step(1)
    await quickInput.submit(SAMPLE_VIDEO_URL)
    await step(2)
    await quickInput.submit('A refused dance')
    for (const next of [3, 4]) {
      await step(next)
      await quickInput.accept()
    }
    await step(5)
    await quickInput.pick(/^Generate/)
    await window.notifications.click('Your request is saved', 'Set API Key and Retry')
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit('another-key')
    await window.view.row(/A refused dance.*(Queued|Generating|Ready)/i).waitFor()
    const bodies = await sold()
    assert.equal(bodies.length, before + 1)
    assert.equal(bodies.at(-1)?.['prompt'], 'A refused dance')
  })
})
