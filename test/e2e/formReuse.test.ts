import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { FormDriver } from './driver/formDriver.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer at dusk'

describe('reusing what was entered in the form', () => {
  let fixture: EditorFixture
  let form: FormDriver

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 1 } })
    form = new FormDriver(fixture.window)
  })
  after(() => fixture?.dispose())

  const requests = async () => (await fixture.sandbox.ledger()).map((row) => row.body as Record<string, unknown>)

  /** Runs `work`, and returns the `count` requests that it sends. */
  async function sent(count: number, work: () => Promise<void>): Promise<Record<string, unknown>[]> {
    const before = (await requests()).length
    await work()
    await waitUntil(`${count} requests arrive`, async () => (await requests()).length >= before + count)
    return (await requests()).slice(before)
  }

  it('the Command Palette finds "New Generation" first', async () => {
    const { quickInput } = fixture.window
    await fixture.window.openCommandPalette('wan gen')
    await quickInput.rowLabeled('Wan VACE Studio: New Generation').waitFor()
    assert.equal((await quickInput.labels())[0], 'Wan VACE Studio: New Generation')
    await quickInput.accept()
    await form.field('prompt').waitFor()
  })

  it('"Generate Variations…" sends copies of the form, each with its own seed', async () => {
    const { quickInput } = fixture.window
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', PROMPT)
    const variations = await sent(3, async () => {
      await form.body.getByRole('button', { name: 'Generate Variations…' }).click()
      await quickInput.waitForTitle('Generate Variations')
      await fixture.window.screenshot('out/e2e/form-variations.png')
      await quickInput.pick('3 videos')
    })
    const seeds = variations.map(({ seed, ...values }) => {
      assert.deepEqual(values, { model: POSE_MODEL.id, video_url: SAMPLE_VIDEO_URL, prompt: PROMPT })
      return seed
    })
    assert.equal(new Set(seeds).size, 3)
    assert.ok(seeds.every(Number.isSafeInteger))
    await form.waitForValue('prompt', PROMPT)
  })

  it('goes from a finished video to the next one with another seed in two actions', async () => {
    const { window } = fixture
    await window.notifications.dismissAll()
    const row = window.view.row(PROMPT)
    await row.filter({ hasNotText: /generating|queued|sending/ }).waitFor()
    await row.click()
    const button = window.webview().getByRole('button', { name: 'Generate Variations…' })
    await button.waitFor()
    const [next] = await sent(1, async () => {
      await button.click()
      await window.quickInput.waitForTitle(`Generate Variations of “\u2068${PROMPT}\u2069”`)
      await window.page.keyboard.press('Enter')
    })
    const seeds = (await requests()).map(({ seed }) => seed)
    assert.equal(next?.['prompt'], PROMPT)
    assert.equal(new Set(seeds).size, 4)
  })

  it('generates variations of a row', async () => {
    const { window } = fixture
    const variations = await sent(2, async () => {
      await window.view.clickMenu(window.view.row(PROMPT), 'Generate Variations…')
      await window.quickInput.pick('2 videos')
    })
    assert.equal(variations.length, 2)
  })
})
