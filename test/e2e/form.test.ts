import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { FormDriver } from './driver/formDriver.ts'
import { EditorFixture } from './editorFixture.ts'

describe('the form', () => {
  let fixture: EditorFixture
  let form: FormDriver
  const policyViolations: string[] = []

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key' })
    form = new FormDriver(fixture.window)
    fixture.window.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) policyViolations.push(message.text())
    })
  })
  after(() => fixture?.dispose())

  const requests = async () => (await fixture.sandbox.ledger()).map((row) => row.body as Record<string, unknown>)

  it('generates a video from a URL and a prompt', async () => {
    await form.open()
    await fixture.window.screenshot('out/e2e/form-empty.png')
    await form.field('video_url').getByRole('textbox').fill(SAMPLE_VIDEO_URL)
    await form.field('prompt').getByRole('textbox').fill('A dancer\n\nin a red coat')
    await form.submit()
    await fixture.window.view.row('A dancer').waitFor()
    assert.deepEqual(await requests(), [
      { model: POSE_MODEL.id, video_url: SAMPLE_VIDEO_URL, prompt: 'A dancer\n\nin a red coat' },
    ])
    await fixture.window.screenshot('out/e2e/form-submitted.png')
  })

  it('does not violate its content security policy', () => assert.deepEqual(policyViolations, []))
})
