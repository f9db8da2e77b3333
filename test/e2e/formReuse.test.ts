import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { FormDriver } from './driver/formDriver.ts'
import { waitUntilStateIsStored, waitUntilTabIsStored } from './driver/storedTabs.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer at dusk'
/** A row of one variation, not of the batch. */
const VARIATION = /seed \d+ · .?A dancer at dusk/
const HOSTILE_NAME = 'Night $(trash) [a](command:workbench.action.quit) </script>'

/** The member of an element that these tests use; tests are compiled without the DOM types. */
interface Field {
  readonly dataset: Readonly<Record<string, string | undefined>>
}

describe('reusing what was entered in the form', () => {
  let fixture: EditorFixture
  let form: FormDriver

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 1 } })
    form = new FormDriver(fixture.window)
  })
  after(() => fixture?.dispose())

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
    const variations = await fixture.requestsDuring(3, async () => {
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
    const row = window.view.row(VARIATION)
    await row.filter({ hasNotText: /generating|queued|sending/ }).waitFor()
    await row.click()
    const button = window.webview().getByRole('button', { name: 'Generate Variations…' })
    await button.waitFor()
    const [next] = await fixture.requestsDuring(1, async () => {
      await button.click()
      await window.quickInput.waitForTitle(/Generate Variations of “.*dancer/)
      await window.page.keyboard.press('Enter')
    })
    const seeds = (await fixture.requests()).map(({ seed }) => seed)
    assert.equal(next?.['prompt'], PROMPT)
    assert.equal(new Set(seeds).size, 4)
  })

  it('generates variations of a row', async () => {
    const { window } = fixture
    const variations = await fixture.requestsDuring(2, async () => {
      await window.view.clickMenu(window.view.row(VARIATION), 'Generate Variations…')
      await window.quickInput.pick('2 videos')
    })
    assert.equal(variations.length, 2)
  })

  it('applies a built-in preset, and keeps the other values', async () => {
    const { quickInput } = fixture.window
    await form.open()
    await form.body.getByRole('button', { name: 'Presets…' }).click()
    await quickInput.waitForTitle('Presets')
    await fixture.window.screenshot('out/e2e/form-presets.png')
    await quickInput.pick('Draft')
    await quickInput.waitUntilClosed()
    await form.openGroups()
    await form.waitForValue('num_inference_steps', '15')
    await form.waitForValue('prompt', PROMPT)
  })

  it('saves, shares, renames, imports and deletes a preset', async () => {
    const { window } = fixture
    const { quickInput, page } = window
    await form.fill('num_inference_steps', '21')
    await form.field('num_inference_steps').and(form.body.locator('[data-modified]')).waitFor()
    await form.body.getByRole('button', { name: 'Presets…' }).click()
    await quickInput.pick('Save Values as Preset…')
    await quickInput.waitForTitle('Save as Preset: Values')
    await window.screenshot('out/e2e/form-preset-values.png')
    await quickInput.accept()
    await quickInput.waitForTitle('Save as Preset: Name')
    await quickInput.submit(HOSTILE_NAME)

    await quickInput.waitForTitle('Presets')
    const row = quickInput.row('Night')
    await row.filter({ hasText: 'Inference steps: 21' }).waitFor()
    await window.screenshot('out/e2e/form-presets-own.png')
    assert.match(
      (await row.locator('.label-name').first().textContent()) ?? '',
      /\$.?\(trash\) \[a\].?\(command:workbench.action.quit\) <\/script>/u,
    )
    await row.hover()
    await row.getByRole('button', { name: 'Rename…' }).click()
    await quickInput.waitForTitle('Rename Preset')
    await quickInput.submit('Night shots')
    await quickInput.waitForTitle('Presets')
    await quickInput.row('Night shots').hover()
    await quickInput.row('Night shots').getByRole('button', { name: 'Copy as JSON' }).click()
    await quickInput.row('Night shots').getByRole('button', { name: 'Delete' }).click()
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click()
    // The list from before the deletion is visible for a moment.
    await waitUntil('the preset is not in the list', async () => {
      const labels = await quickInput.labels()
      return labels.includes('Draft') && !labels.includes('Night shots')
    })

    await quickInput.pick('Import Presets from Clipboard')
    await window.notifications.waitFor('Imported presets: Night shots')
    await quickInput.waitForTitle('Presets')
    await quickInput.cancel()
    await form.fill('num_inference_steps', '30')
    await form.body.getByRole('button', { name: 'Presets…' }).click()
    await quickInput.pick('Night shots')
    await form.waitForValue('num_inference_steps', '21')
    await form.waitForValue('prompt', PROMPT)
  })

  it('offers the presets in the quick pick', async () => {
    const { window } = fixture
    await window.runCommand('Wan VACE: Generate Again with Changes (Quick Pick)…')
    await window.quickInput.row(PROMPT).click()
    await window.quickInput.pick('Presets…')
    await window.quickInput.pick('Best Quality')
    await window.quickInput.waitForTitle('Generate Again with Changes')
    await window.quickInput.type('Inference')
    await window.quickInput.row('Inference steps').filter({ hasText: '50' }).waitFor()
    await window.quickInput.cancel()
  })

  it('starts with the default values of the settings', async () => {
    const { window, session } = fixture
    await form.open()
    await form.body.getByRole('button', { name: 'Start Over' }).click()
    await form.waitForValue('prompt', '')
    await waitUntilTabIsStored(window.page, 'New Generation')
    await waitUntilStateIsStored(window.page, /isUnmodified\W+true/)
    await session.server.writeSettings({ 'wanVace.defaultValues': { num_frames: 100, resolution: '720p' } })
    await window.reload()
    await form.field('prompt').waitFor()
    await form.openGroups()
    await form.waitForValue('num_frames', '100')
    const modified = await form.body
      .locator('.field[data-modified]')
      .evaluateAll((fields: readonly Field[]) => fields.map(({ dataset }) => dataset['name']))
    assert.deepEqual(modified, [])
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'defaults')
    await form.fill('num_frames', '90')
    await form.field('num_frames').getByRole('button', { name: 'Reset to Default' }).click()
    await form.waitForValue('num_frames', '100')
    const [request] = await fixture.requestsDuring(1, () => form.submit())
    assert.deepEqual(
      { num_frames: request?.['num_frames'], resolution: request?.['resolution'] },
      { num_frames: 100, resolution: '720p' },
    )
  })
})
