import assert from 'node:assert/strict'
import { errorDetail } from '../../src/core/errors.ts'
import { FormDriver } from './driver/formDriver.ts'
import { EditorFixture } from './editorFixture.ts'
import { seedJobs } from './seedJobs.ts'

const REASON = 'seed: Expected a number of at least 100, received 7'
const PROMPTS = ['Small seed', 'No credits', 'Too fast'] as const

describe('what the user can do when the service rejects a request', () => {
  let fixture: EditorFixture

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key', sandbox: { seconds: 120 } })
    const patch = { error: errorDetail('serviceError', { status: 500 }) }
    await seedJobs(fixture.session.server.dataDir, new URL(fixture.sandbox.url).origin, [
      ...PROMPTS.map((prompt) => ({ prompt, state: 'failed' as const, minutes: 5, patch })),
      { prompt: 'Still running', state: 'generating', minutes: 1, patch: { generationId: 'g:1/pose' } },
    ])
  })
  after(() => fixture?.dispose())
  afterEach(() => fixture.window.notifications.dismissAll())

  const row = (prompt: string) => fixture.window.view.row(prompt)
  const page = () => fixture.window.webview().locator('body')

  /** Sends the request of a failed job again, and waits until the service rejected it. */
  async function retry(prompt: string, status: number, message: string, headers = {}): Promise<void> {
    const body = { message, statusCode: status, path: '/v2/video/generations', requestId: `r-${status}` }
    await fixture.sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status, headers, body },
    })
    await fixture.window.view.clickInline(row(prompt), 'Retry')
    await fixture.window.notifications.waitFor(`${prompt}`)
  }

  it('400: opens the form at the rejected field, with the problem beside it until it is changed', async () => {
    const { view, notifications } = fixture.window
    const form = new FormDriver(fixture.window)
    await retry('Small seed', 400, REASON)
    assert.match((await view.inlineActions(row('Small seed')))[0] ?? '', /^Change and Generate Again…/)
    await view.click(row('Small seed'))
    const buttons = page().locator('vscode-button')
    await buttons.first().waitFor()
    assert.match((await buttons.allInnerTexts())[0] ?? '', /Change and Generate Again…/)
    await notifications.click('Small seed', 'Change and Generate Again…')
    await form.waitForMessage('seed', `The service rejected this value: ${REASON}`)
    await form.body.locator('.field[data-name="seed"]:focus-within').waitFor()
    await fixture.window.screenshot('out/e2e/form-rejected-field.png')
    await form.fill('seed', '100')
    await form.field('seed').getByText('rejected').waitFor({ state: 'detached' })
    await form.close()
  })

  it('403 for missing credits: offers the billing page first', async () => {
    const { view, notifications } = fixture.window
    await retry('No credits', 403, 'You have run out of credits: https://aimlapi.com/app/billing/')
    assert.match((await view.inlineActions(row('No credits')))[0] ?? '', /^Open Billing/)
    await notifications.click('No credits', 'Open Billing')
    await notifications.dialog.getByText('https://aimlapi.com/app/billing/').waitFor()
    await notifications.clickDialog('Cancel')
    await view.click(row('No credits'))
    await page().locator('.prompt .text', { hasText: 'No credits' }).waitFor()
    await page().locator('vscode-button', { hasText: 'Open Billing' }).click()
    await notifications.dialog.getByText('https://aimlapi.com/app/billing/').waitFor()
    await notifications.clickDialog('Cancel')
  })

  it('429: says when to try again, and counts down', async () => {
    await retry('Too fast', 429, 'Too many requests', { 'retry-after': '20' })
    await fixture.window.notifications.waitFor(/Try again in (1\d|20) s\./)
    await fixture.window.view.click(row('Too fast'))
    await page()
      .getByText(/Try again in 1\d s\./)
      .waitFor()
    await page()
      .getByText(/Try again in \d s\./)
      .waitFor()
    await page().getByText('Try again now.').waitFor()
  })

  it('without a key: offers to set it, and shows nothing that moves', async () => {
    const { window } = fixture
    await window.runCommand('Wan VACE: Remove API Key')
    await window.notifications.clickDialog('Remove')
    await row('waiting for an API key').waitFor()
    assert.match((await window.view.inlineActions(row('Still running')))[0] ?? '', /^Set API Key/)
    const item = window.statusItem('1 video')
    await item.locator('.codicon-debug-pause').waitFor()
    assert.equal(await item.locator('.codicon-modifier-spin').count(), 0)
    await window.view.click(row('Still running'))
    await page().locator('vscode-button', { hasText: 'Set API Key' }).waitFor()
    assert.equal(await page().locator('vscode-progress-bar, vscode-progress-ring, .codicon-modifier-spin').count(), 0)
    await item.click()
    await window.quickInput.waitForTitle('API Key')
    await window.quickInput.cancel()
  })
})
