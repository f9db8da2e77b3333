import assert from 'node:assert/strict'
import { launchSandbox, type RunningSandbox } from '../../scripts/lib/launchSandbox.ts'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import { FormDriver } from './driver/formDriver.ts'
import { pageFrame } from './driver/pageFrame.ts'
import { generateVideo } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'
import { exceedRateLimit, resetRateLimit, whileReserved } from './seedJobs.ts'

const HOSTILE = `<img src=x onerror="document.title='hacked'"></script><script>document.title='hacked'</script> \u202e👯 ${'x'.repeat(400)}`

const rule = (path: string, body: unknown, times = 1) => ({
  match: { method: 'GET', path },
  times,
  fault: { kind: 'status', status: 200, body } as const,
})

describe('what generations cost', () => {
  let fixture: EditorFixture
  let form: FormDriver

  before(async () => {
    fixture = await EditorFixture.start({
      apiKey: 'e2e-key',
      sandbox: { seconds: 1 },
      settings: { 'wanVace.confirmAbovePrice': 0.3, 'wanVace.dailyLimit': 0.85 },
    })
    form = new FormDriver(fixture.window)
  })
  after(() => fixture?.dispose())

  const count = async () => (await fixture.sandbox.ledger()).length
  const dialog = () => fixture.window.notifications.dialog
  const dialogText = async () => {
    await dialog().waitFor()
    return (await dialog().textContent()) ?? ''
  }
  const waitForPrice = (text: string | RegExp) => form.body.locator('.price', { hasText: text }).waitFor()

  async function submitted(action: () => Promise<void>): Promise<void> {
    const before = await count()
    await action()
    await waitUntil('the request arrives', async () => (await count()) > before)
    await form.body.locator('.generate[aria-disabled="false"]').waitFor()
    await waitUntil('the generation is charged', async () =>
      (await fixture.sandbox.ledger()).every(({ status }) => status === 'completed'),
    )
  }

  it('asks once if the price is not available, and does not block', async () => {
    await fixture.sandbox.addFaults({ match: { path: '/v1/models' }, fault: { kind: 'status', status: 503 } })
    await form.open()
    await waitForPrice('Price not available')
    await form.fill('video_url', SAMPLE_VIDEO_URL)
    await form.fill('prompt', 'A waltz without a price')
    await submitted(async () => {
      await form.submit()
      assert.match(await dialogText(), /Its price is not known\..*Whether this exceeds your limits is not known/s)
      await fixture.window.notifications.clickDialog('Generate')
    })
  })

  it('shows a fixed price, and the difference from the charge in the preview', async () => {
    const pricing = { kind: 'fixed', currency: 'USD', units: [{ name: 'Video', measure: 'video', price: 1, per: 1 }] }
    const [{ body } = assert.fail()] = await fixture.sandbox.ledger()
    const { model } = body as { readonly model: string }
    await fixture.sandbox.addFaults(rule('/v1/models', { object: 'list', data: [{ id: model, aliases: [], pricing }] }))
    await fixture.window.reload()
    await form.open()
    await waitForPrice(/About \$1\.00\s*\$1\.00 per video/)
    await form.fill('prompt', 'A waltz for a dollar')
    await submitted(async () => {
      await form.submit()
      const text = await dialogText()
      assert.match(text, /Generate this video for about \$1\.00\?.*more than \$0\.30/s)
      assert.match(text, /Spent today on this computer: \$0\.20\. With this purchase: \$1\.20\..*\$0\.85/s)
      await fixture.window.notifications.clickDialog('Generate')
    })
    await fixture.window.notifications.click(/A waltz for a dollar.*is ready/, 'Open')
    const page = fixture.window.webview().locator('body')
    await page.locator('.row', { hasText: 'Estimate' }).getByText('$1.00').waitFor()
    await page.locator('.row', { hasText: 'Difference' }).getByText('$0.80 less than estimated').waitFor()
    await fixture.window.tab('A waltz for a dollar').click({ button: 'middle' })
  })

  it('reads the price again after a charge that was not as estimated', async () => {
    await fixture.window.tab('New Generation').click()
    await waitForPrice(/About \$0\.20\s*5\.06 s × \$0\.04 per second \(Resolution 480p\)/)
    await form.openGroups()
    await form.fill('resolution', '720p')
    await waitForPrice(/About \$0\.41\s*5\.06 s × \$0\.08 per second \(Resolution 720p\)/)
  })

  it('sends no key with the request for the price', async () => {
    const calls = (await fixture.sandbox.calls()).filter(({ path }) => path === '/v1/models')
    assert.deepEqual(
      calls.map(({ hasAuthorization }) => hasAuthorization),
      [false, false, false],
    )
  })

  it('asks above a price, and sends nothing if the user cancels', async () => {
    const before = await count()
    await form.submit()
    assert.match(await dialogText(), /about \$0\.41\?.*more than \$0\.30, the price in the setting/s)
    await fixture.window.notifications.clickDialog('Cancel')
    await form.body.locator('.generate[aria-disabled="false"]').waitFor()
    assert.equal(await count(), before)
  })

  it('shows the balance in the form and in the tooltip of the status bar, after each charge', async () => {
    await form.fill('resolution', '480p')
    await waitForPrice('$0.20')
    await submitted(() => form.submit())
    await form.body.locator('.balance', { hasText: 'Balance: $99.39' }).waitFor({ timeout: 40_000 })
    await fixture.sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'delay', ms: 6000 },
    })
    await form.submit()
    await fixture.window.statusItem('1 video').hover()
    await fixture.window.page.locator('.monaco-hover', { hasText: 'Balance: $99.39' }).waitFor()
    await waitUntil('the generation is charged', async () => {
      const rows = await fixture.sandbox.ledger()
      return rows.length === 4 && rows.every(({ status }) => status === 'completed')
    })
  })

  it('shows the price in the quick pick, and asks above the limit per day, again if the sum has changed', async () => {
    const before = await count()
    await generateVideo(fixture.window, { source: SAMPLE_VIDEO_URL, prompt: 'One waltz too many' }, async (step) => {
      if (step === 'review') await fixture.window.quickInput.widget.getByText(/About \$0\.20 — 5\.06 s ×/).waitFor()
    })
    const text = await dialogText()
    assert.match(text, /Spent today on this computer: \$0\.81\. With this purchase: \$1\.01\./)
    assert.doesNotMatch(text, /confirmAbovePrice/)
    const { session, window } = fixture
    await whileReserved(session.server.dataDir, 0.5, async () => {
      // The dialog is shown again.
      await dialog().getByRole('button', { name: 'Generate' }).click()
      await dialog().getByText('With this purchase: $1.51.').waitFor()
      assert.match(await dialogText(), /\$0\.81\. Confirmed requests that are still to be sent: \$0\.50\. With/)
      await window.notifications.clickDialog('Cancel')
    })
    await fixture.window.quickInput.waitForTitle('(5/5)')
    await fixture.window.quickInput.cancel()
    assert.equal(await count(), before)
  })

  it('counts the variations that are still to be sent toward the limit per day', async () => {
    const { window, session, sandbox } = fixture
    await session.server.writeSettings({ 'wanVace.dailyLimit': 1.5 })
    const before = await count()
    const delayed = { match: { method: 'POST', path: '/v2/video/generations' }, times: 2 }
    await sandbox.addFaults({ ...delayed, fault: { kind: 'delay', ms: 6000 } })
    await form.body.getByRole('button', { name: 'Generate Variations…' }).click()
    await window.quickInput.pick('3 videos')
    assert.match(await dialogText(), /Generate 3 videos for about \$0\.61\?.*more than \$0\.30/s)
    await window.notifications.clickDialog('Generate')
    await waitUntil('two requests are sent', async () => (await count()) === before + 2)
    await form.submit()
    assert.match(
      await dialogText(),
      /on this computer: \$1\.22\. Confirmed requests that are still to be sent: \$0\.20\. With this purchase: \$1\.62\./,
    )
    await window.notifications.clickDialog('Cancel')
    const batch = window.view.row('Variations of')
    await window.view.clickInline(batch, 'Stop the Rest of a Batch')
    await batch.filter({ hasText: '1 stopped' }).waitFor()
    // The delayed responses arrive.
    await window.view.rows.filter({ hasText: 'sending' }).first().waitFor({ state: 'hidden' })
    assert.equal(await count(), before + 2)
  })

  it('counts a request that waits for the rate limit toward the limit per day', async () => {
    const { window, session, sandbox } = fixture
    const { dataDir } = session.server
    const before = await count()
    await exceedRateLimit(dataDir, new URL(sandbox.url).origin, 40)
    await form.submit()
    await form.body.locator('.generate', { hasText: /Sending in \d+ s/ }).waitFor()
    await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: 'A waltz at the same time' })
    assert.match(
      await dialogText(),
      /on this computer: \$1\.22\. Confirmed requests that are still to be sent: \$0\.20\. With this purchase: \$1\.62\./,
    )
    await window.notifications.clickDialog('Cancel')
    await window.quickInput.waitForTitle('(5/5)')
    await window.quickInput.cancel()
    await resetRateLimit(dataDir)
    await waitUntil('the request that waited is sent', async () => (await count()) === before + 1)
  })

  describe('from another service', () => {
    const ROWS = [
      {
        price: 'fixed',
        inForm: /About \$0\.25\s*5\.06 s × \$0\.05 per second/,
        inQuickPick: /About \$0\.25 — 5\.06 s × \$0\.05 per second/,
        inDialog: /about \$0\.25\?.*With this purchase: \$1\.67\./s,
      },
      {
        price: 'variable',
        inForm: /Price not published\s*The service says that the price varies\./,
        inQuickPick: /Price not published — The service says that the price varies\./,
        inDialog: /Its price is not known\..*Whether this exceeds your limits is not known\..*\$1\.42\./s,
      },
      {
        price: 'none',
        inForm: /Price not published(?!.*varies)/,
        inQuickPick: /Price not published(?!.*varies)/,
        inDialog: /Its price is not known\..*Whether this exceeds your limits is not known\..*\$1\.42\./s,
      },
    ] as const
    let service: RunningSandbox

    afterEach(() => service.stop())
    after(async () => {
      await fixture.session.server.writeSettings({ 'wanVace.apiBaseUrl': fixture.sandbox.url })
      await waitForPrice('$0.20')
    })

    for (const { price, inForm, inQuickPick, inDialog } of ROWS) {
      it(`shows the price "${price}" in the form, in the quick pick and before the purchase`, async () => {
        const { window, session } = fixture
        const { quickInput } = window
        service = await launchSandbox({ price, seconds: 1 })
        await session.server.writeSettings({ 'wanVace.apiBaseUrl': service.url })
        await waitForPrice(inForm)
        await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: 'Another waltz' }, async (step) => {
          if (step === 'review') await quickInput.widget.getByText(inQuickPick).waitFor()
        })
        await quickInput.waitForTitle('API Key')
        await quickInput.submit('e2e-key')
        assert.match(await dialogText(), inDialog)
        await window.notifications.clickDialog('Cancel')
        await quickInput.waitForTitle('(5/5)')
        await quickInput.cancel()
        assert.deepEqual(await service.ledger(), [])
      })
    }
  })

  describe('the spending page', () => {
    const page = () => fixture.window.webview().locator('body')
    const rows = () => page().locator('tbody tr')

    it('shows the charges per day and generation, also of generations made elsewhere', async () => {
      const response = await fetch(`${fixture.sandbox.url}/v2/video/generations`, {
        method: 'POST',
        headers: { authorization: 'Bearer e2e-key', 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'alibaba/wan2.2-vace-fun-a14b-pose',
          video_url: SAMPLE_VIDEO_URL,
          prompt: 'Elsewhere',
          resolution: '720p',
        }),
      })
      const { id } = (await response.json()) as { readonly id: string }
      await waitUntil('the generation is charged', async () =>
        (await fixture.sandbox.ledger()).every(({ status }) => status === 'completed'),
      )
      await fixture.window.runCommand('Wan VACE: Show Spending')
      await rows().nth(7).waitFor()
      assert.deepEqual(
        {
          rows: await rows().count(),
          elsewhere: await rows().filter({ hasText: id }).locator('td.amount').textContent(),
          links: await page().locator('button.link').count(),
          today: await page().locator('.totals div', { hasText: 'Today' }).locator('dd').textContent(),
          day: await page().locator('.day h2 .amount').textContent(),
          violations: await accessibilityViolations(page()),
        },
        { rows: 8, elsewhere: '$0.41', links: 7, today: '$1.82', day: '$1.82', violations: [] },
      )
    })

    it('opens the preview of a generation of this computer', async () => {
      await page().locator('button.link', { hasText: 'A waltz without a price' }).click()
      await fixture.window.tab('A waltz without a price').waitFor()
      await fixture.window.tab('Wan VACE Spending').click()
    })

    it('shows hostile charges as text', async () => {
      const charge = (parts: object) => ({
        ...{ created_at: new Date().toISOString(), direction: 'CHARGE', type: 'MODEL_USAGE' },
        ...{ amount: { usd: 0.1, credits: 200_000 }, model: HOSTILE, reference_id: 'a'.repeat(500), ...parts },
      })
      const data = [charge({}), charge({ reference_id: null, type: HOSTILE, model: null }), 5, charge({ amount: 'x' })]
      await fixture.sandbox.addFaults(rule('/v2/billing/transactions', { data, pagination: { has_more: false } }))
      await page().getByRole('button', { name: 'Refresh' }).click()
      await rows().filter({ hasText: '<img src=x' }).waitFor()
      const inner = await pageFrame(page())
      assert.deepEqual(
        {
          rows: await rows().count(),
          images: await page().locator('img, script:not([nonce])').count(),
          title: await inner.title(),
          overflow: await inner.evaluate('document.documentElement.scrollWidth > innerWidth'),
          violations: await accessibilityViolations(page()),
        },
        { rows: 2, images: 0, title: 'Wan VACE', overflow: false, violations: [] },
      )
    })

    it('reads more pages on request', async () => {
      const pageOf = (number: number) => ({
        data: Array.from({ length: 100 }, (_, index) => ({
          ...{ created_at: '2026-08-01T10:00:00Z', direction: 'CHARGE', type: 'MODEL_USAGE', model: 'm' },
          ...{ amount: { usd: 0.01, credits: 20_000 }, reference_id: `${number}-${index}` },
        })),
        pagination: { next_cursor: `cursor-${number}`, has_more: true },
      })
      await fixture.sandbox.addFaults(...[1, 2, 3].map((number) => rule('/v2/billing/transactions', pageOf(number))))
      await page().getByRole('button', { name: 'Refresh' }).click()
      await page().getByText('The account has older charges.').waitFor()
      assert.equal(await rows().count(), 300)
      await fixture.sandbox.addFaults(rule('/v2/billing/transactions', { data: pageOf(4).data, pagination: {} }))
      await page().locator('vscode-button', { hasText: 'Show Older Charges' }).click()
      await rows().nth(399).waitFor()
      const cursors = (await fixture.sandbox.calls())
        .filter(({ path }) => path === '/v2/billing/transactions')
        .map(({ query }) => /cursor=([^&]*)/.exec(query)?.[1])
        .slice(-4)
      assert.deepEqual(cursors, [undefined, 'cursor-1', 'cursor-2', 'cursor-3'])
    })

    it('says why the charges cannot be read, that there are none, and that a key is required', async () => {
      const problem = page().locator('.message h2')
      await fixture.window.tab('Wan VACE Spending').click({ button: 'middle' })
      await fixture.sandbox.addFaults({
        match: { path: '/v2/billing/transactions' },
        fault: { kind: 'status', status: 500 },
      })
      await fixture.window.runCommand('Wan VACE: Show Spending')
      await problem.getByText('The charges could not be read').waitFor()
      assert.deepEqual(await accessibilityViolations(page()), [])
      await fixture.sandbox.addFaults(rule('/v2/billing/transactions', { data: [] }))
      await page().locator('vscode-button', { hasText: 'Try Again' }).click()
      await problem.getByText('No charges yet').waitFor()
      await fixture.window.runCommand('Wan VACE: Remove API Key')
      await fixture.window.notifications.clickDialog('Remove')
      await problem.getByText('An API key is required').waitFor()
    })
  })
})
