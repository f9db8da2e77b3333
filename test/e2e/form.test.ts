import assert from 'node:assert/strict'
import type { Theme } from '../../scripts/editor/themes.ts'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import { FormDriver } from './driver/formDriver.ts'
import { FormKeyboard } from './driver/formKeyboard.ts'
import { pageFrame } from './driver/pageFrame.ts'
import { waitUntilStateIsStored, waitUntilTabIsStored } from './driver/storedTabs.ts'
import { EditorFixture } from './editorFixture.ts'

const HOSTILE = `<img src=x onerror="document.title='hacked'"> </script><script>document.title='hacked'</script> \${1} 👯‍♀️ \u202eright to left שלום`
/** A value for each of the 29 fields. None is the default. */
const ALL_VALUES = {
  model: POSE_MODEL.id,
  video_url: SAMPLE_VIDEO_URL,
  preprocess: true,
  prompt: 'First line\n\n  second line',
  negative_prompt: 'rain\nsnow',
  enable_prompt_expansion: false,
  resolution: '720p',
  aspect_ratio: '9:16',
  match_input_num_frames: false,
  num_frames: 100,
  match_input_frames_per_second: false,
  frames_per_second: 24,
  image_url: 'https://example.com/first.png',
  last_image_url: 'https://example.com/last.png',
  image_list: ['https://example.com/1.png', 'https://example.com/2.png', 'https://example.com/3.png'],
  enable_auto_downsample: true,
  auto_downsample_min_fps: 12.5,
  temporal_downsample_factor: 2,
  num_interpolated_frames: 1,
  interpolator_model: 'rife',
  seed: 42,
  num_inference_steps: 20,
  guidance_scale: 4.5,
  shift: 3,
  acceleration: 'none',
  video_quality: 'low',
  video_write_mode: 'small',
  enable_safety_checker: true,
  sync_mode: false,
} as const

describe('the form', () => {
  let fixture: EditorFixture
  let form: FormDriver
  const policyViolations: string[] = []

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 600 } })
    form = new FormDriver(fixture.window)
    fixture.window.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) policyViolations.push(message.text())
    })
  })
  after(() => fixture?.dispose())

  /** Submits the form, and returns the request that arrives. */
  async function submit(): Promise<Record<string, unknown>> {
    const before = (await fixture.requests()).length
    const [request] = await fixture.requestsDuring(1, () => form.submit())
    await form.waitUntilReady()
    assert.equal((await fixture.requests()).length, before + 1)
    return request ?? assert.fail()
  }

  it('opens from the title bar of the list, and by a keyboard shortcut', async () => {
    const { window } = fixture
    await window.view.root.page().locator('.composite.title').getByRole('button', { name: 'New Generation' }).click()
    await form.field('prompt').waitFor()
    await form.close()
    await window.page.keyboard.press('ControlOrMeta+Alt+G')
    await form.field('prompt').waitFor()
    await form.body.locator('.field[data-name=video_url]:focus-within').waitFor()
    await window.screenshot('out/e2e/form-empty-dark.png')
  })

  it('says what is missing after an attempt to submit, and not before', async () => {
    assert.equal(await form.body.locator('[data-tone=error]').count(), 0)
    await form.submit()
    await form.waitForMessage('prompt', 'Prompt is required')
    await form.waitForMessage('video_url', 'Source video is required')
    assert.match((await form.body.locator('.field:focus-within').getAttribute('data-name')) ?? '', /video_url/)
    assert.deepEqual(await fixture.requests(), [])
  })

  it('sends the value of each of the 29 fields, and nothing else', async () => {
    assert.deepEqual(Object.keys(ALL_VALUES).sort(), POSE_MODEL.parameters.map(({ name }) => name).sort())
    await form.openGroups()
    const { model: _model, ...editable } = ALL_VALUES
    for (const [name, value] of Object.entries(editable)) await form.fill(name, value)
    await fixture.window.screenshot('out/e2e/form-filled.png')
    assert.deepEqual(await submit(), ALL_VALUES)
  })

  it('stays open and filled, with the focus where it was', async () => {
    await form.waitForValue('prompt', ALL_VALUES.prompt)
    assert.equal(await form.body.locator('.field:focus-within').getAttribute('data-name'), 'prompt')
  })

  it('sends 24 parameters that were set with the keyboard alone, in at most 100 key presses', async () => {
    await form.startOver()
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'Keyboard')
    const { model, video_url, prompt: _prompt, resolution: _resolution, aspect_ratio: _ratio, ...others } = ALL_VALUES
    assert.equal(Object.keys(others).length, 24)
    const keyboard = new FormKeyboard(fixture.window.page, form)
    await form.field('video_url').getByRole('textbox').focus()
    // In the order of the form.
    for (const name of await form.names()) {
      const value = others[name as keyof typeof others]
      if (value !== undefined) await keyboard.set(name, value)
    }
    assert.deepEqual(await submit(), { model, video_url, prompt: 'Keyboard', ...others })
    assert.ok(keyboard.presses <= 100, `${keyboard.presses} key presses`)
  })

  it('starts over, and then sends only what the user sets', async () => {
    await form.startOver()
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'A dancer')
    assert.deepEqual(await submit(), { model: POSE_MODEL.id, video_url: SAMPLE_VIDEO_URL, prompt: 'A dancer' })
  })

  it('chooses a new seed for each submission while "New seed" is on', async () => {
    await form.body.locator('vscode-checkbox', { hasText: 'New seed' }).click()
    const seeds = [(await submit())['seed'], (await submit())['seed']]
    assert.ok(seeds.every((seed) => Number.isSafeInteger(seed)) && seeds[0] !== seeds[1], String(seeds))
    await form.waitForValue('seed', String(seeds[1]))
    await form.fill('seed', '7')
    assert.equal((await submit())['seed'], 7)
    await form.field('seed').getByRole('button', { name: 'Reset to Default' }).click()
    await form.waitForValue('seed', '')
    await form.field('seed').getByRole('button', { name: 'Use Seed of Last Generation' }).click()
    await form.waitForValue('seed', '7')
  })

  const bounds: readonly (readonly [string, string, string])[] = [
    ['num_frames', '16', 'Number of frames must be between 17 and 241, not 16.'],
    ['num_frames', '242', 'Number of frames must be between 17 and 241, not 242.'],
    ['frames_per_second', '4', 'Frames per second must be between 5 and 30, not 4.'],
    ['frames_per_second', '31', 'Frames per second must be between 5 and 30, not 31.'],
    ['num_interpolated_frames', '-1', 'must be 0 or greater'],
    ['temporal_downsample_factor', '1.5', 'must be a whole number'],
    ['guidance_scale', 'five', 'must be a number'],
    ['seed', '9007199254740993', 'must be between'],
    ['video_url', 'ftp://example.com/a.mp4', 'ftp URLs are not supported'],
  ]
  for (const [name, text, message] of bounds) {
    it(`shows while typing that ${name} cannot be ${text}, and does not send it`, async () => {
      const before = await form.field(name).getByRole('textbox').inputValue()
      const count = (await fixture.requests()).length
      await form.fill(name, text)
      await form.waitForMessage(name, message)
      await form.submit()
      await fixture.window.page.waitForTimeout(300)
      assert.equal((await fixture.requests()).length, count)
      await form.fill(name, before)
      await form.field(name).and(form.body.locator(':not([data-invalid])')).waitFor()
    })
  }

  it('notes values that have no effect', async () => {
    await form.fill('num_frames', '100')
    await form.fill('match_input_num_frames', true)
    await form.waitForMessage('num_frames', '"Number of frames" is ignored while')
    await form.field('match_input_num_frames').getByRole('button', { name: 'Reset to Default' }).click()
    await form.body.locator('.result', { hasText: '100 frames ÷ 16 fps' }).waitFor()
  })

  it('keeps the draft when it is hidden, over a reload, and when it is closed', async () => {
    await form.openGroups()
    await form.fill('negative_prompt', 'kept\nas it is')
    await form.fill('num_frames', '9')
    await form.waitForMessage('num_frames', 'between 17 and 241')
    await fixture.window.runCommand('File: New Untitled Text File')
    await fixture.window.page.locator('.editor-instance .view-line').first().waitFor()
    await fixture.window.tab('New Generation').click()
    await form.waitForValue('negative_prompt', 'kept\nas it is')
    await waitUntilTabIsStored(fixture.window.page, 'New Generation')
    await waitUntilStateIsStored(fixture.window.page, /kept\\+nas it is/)
    await fixture.window.reload()
    await form.waitForValue('negative_prompt', 'kept\nas it is')
    await form.openGroups()
    await form.waitForValue('num_frames', '9')
    await form.close()
    await form.open()
    await form.waitForValue('negative_prompt', 'kept\nas it is')
    await form.startOver()
  })

  it('sends an empty negative prompt if the user turns the default off', async () => {
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'A dancer')
    await form.field('negative_prompt').locator('vscode-checkbox').click()
    await form.field('negative_prompt').and(form.body.locator('[data-modified]')).waitFor()
    assert.equal((await submit())['negative_prompt'], '')
    await form.startOver()
  })

  it('shows and sends hostile text unchanged, and runs nothing', async () => {
    await form.openGroups()
    const long = `${HOSTILE} ${'x'.repeat(100_000)}`
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', long)
    await form.fill('negative_prompt', `a\u0000b\u001b[31m ${HOSTILE}`)
    await form.waitForValue('prompt', long)
    const { prompt, negative_prompt } = await submit()
    assert.deepEqual([prompt, negative_prompt], [long, `ab[31m ${HOSTILE}`])
    for (const name of ['num_frames', 'seed', 'image_url', 'last_image_url', 'guidance_scale']) {
      await form.fill(name, HOSTILE)
      await form.field(name).locator('[data-tone=error]').first().waitFor()
    }
    await form.field('image_list').getByRole('textbox').fill(HOSTILE)
    await form.field('image_list').getByRole('textbox').press('Enter')
    await form.field('image_list').locator('.item').first().waitFor()
    // URIs that the editor cannot parse.
    await form.field('image_list').getByRole('button', { name: 'Reset to Default' }).click()
    await form.field('image_list').getByRole('textbox').fill('foo:////x vscode-remote://[x/y.png')
    await form.field('image_list').getByRole('textbox').press('Enter')
    await form
      .field('image_list')
      .locator('.item', { hasText: /foo.*is not a valid URL/s })
      .waitFor()
    const frame = await pageFrame(form.body)
    assert.equal(await frame.title(), 'Wan VACE')
    assert.equal(await form.body.locator('.field img, .field script').count(), 0)
    await form.startOver()
  })

  it('"Generate Again with Changes…" marks the differences from the original', async () => {
    const { window } = fixture
    await form.close()
    await window.view.clickMenu(window.view.row('First line'), 'Generate Again with Changes…')
    await form.waitForValue('prompt', ALL_VALUES.prompt)
    assert.equal(await form.body.locator('.field[data-modified]').count(), 0)
    await form.openGroups()
    await form.fill('num_frames', '120')
    await form.waitForMessage('num_frames', 'Original: 100')
    assert.deepEqual(await submit(), { ...ALL_VALUES, num_frames: 120 })
    await window.screenshot('out/e2e/form-again.png')
    await form.field('num_frames').getByRole('button', { name: 'Restore Original' }).click()
    await form.waitForValue('num_frames', '100')
    await form.close()
  })

  it('does not violate its content security policy', async () => {
    assert.deepEqual(policyViolations, [])
  })

  for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const satisfies Theme[]) {
    it(`has no accessibility violation in ${theme}`, async () => {
      const { window } = fixture
      await window.setTheme(theme)
      await window.notifications.dismissAll()
      await form.open()
      const violations = [...(await accessibilityViolations(form.body))]
      await window.screenshot(`out/e2e/form-start-${theme}.png`)
      await form.openGroups()
      await form.fill('prompt', 'A dancer')
      await form.fill('video_url', 'walk.mp4')
      await form.fill('num_frames', '9')
      await form.waitForMessage('num_frames', 'between 17 and 241')
      await form.fill('image_list', ['https://example.com/1.png', 'https://example.com/2.png'])
      await form.paste('image_list', ['three.png'])
      await form.field('image_list').locator('img').waitFor()
      violations.push(...(await accessibilityViolations(form.body)))
      await form.body.locator('[data-group=size]').scrollIntoViewIfNeeded()
      await window.screenshot(`out/e2e/form-problems-${theme}.png`)
      await form.body.locator('[data-group=references] summary').scrollIntoViewIfNeeded()
      await form.body.locator('[data-group=references] .field').last().scrollIntoViewIfNeeded()
      await window.screenshot(`out/e2e/form-references-${theme}.png`)
      await form.body.locator('[data-group=safety] .field').last().scrollIntoViewIfNeeded()
      await window.screenshot(`out/e2e/form-end-${theme}.png`)
      assert.deepEqual(violations, [])
      await form.startOver()
    })
  }

  it('fits into a width of 400 pixels', async () => {
    const { page } = fixture.window
    await fixture.window.notifications.dismissAll()
    await page.keyboard.press('ControlOrMeta+B')
    await page.setViewportSize({ width: 400, height: 800 })
    const frame = await pageFrame(form.body)
    const overflow = await frame.evaluate('document.documentElement.scrollWidth - innerWidth')
    await fixture.window.screenshot('out/e2e/form-narrow.png')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.keyboard.press('ControlOrMeta+B')
    assert.equal(overflow, 0)
  })

  it('keeps the draft over a crash', async () => {
    const { session } = fixture
    await form.openGroups()
    await form.fill('prompt', 'Kept\n\nover a crash')
    await form.fill('num_frames', '9')
    await form.waitForMessage('num_frames', 'between 17 and 241')
    // The editor writes its storage a moment after the change, which nothing shows.
    await fixture.window.page.waitForTimeout(1000)
    await session.crash()
    // The editor restores the tab.
    const restored = new FormDriver(await session.open())
    await restored.waitForValue('prompt', 'Kept\n\nover a crash')
    await restored.openGroups()
    await restored.waitForValue('num_frames', '9')
  })
})
