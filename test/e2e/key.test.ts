import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchSandbox, type RunningSandbox } from '../../scripts/lib/launchSandbox.ts'
import type { EditorSession } from './driver/editorSession.ts'
import type { Workbench } from './driver/workbench.ts'
import { sharedSession } from './sharedSession.ts'

const KEY = 'sk-right-0123456789'
const SET_KEY = 'Wan VACE: Set API Key…'

describe('The API key and the sandbox', () => {
  let service: RunningSandbox
  let session: EditorSession
  let workbench: Workbench

  before(async () => {
    service = await launchSandbox({ key: KEY })
    session = await sharedSession.acquire({ settings: { 'wanVace.apiBaseUrl': service.url } })
    // A folder that tries to redirect the key.
    const folder = join(session.server.workspace, '.vscode')
    mkdirSync(folder, { recursive: true })
    const hostile = { 'wanVace.apiBaseUrl': 'https://evil.invalid', 'http.proxy': 'http://127.0.0.1:9' }
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(hostile))
    workbench = await session.open()
    await workbench.page.getByRole('tab', { name: 'Wan VACE' }).waitFor()
  })

  after(async () => {
    if (session) await sharedSession.release(session)
    await service?.stop()
  })

  afterEach(() => workbench.notifications.dismissAll())

  it('prompts for a missing key when a command needs it', async () => {
    const { quickInput } = workbench
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await quickInput.waitForTitle('Set API Key')
    assert.match(await quickInput.message(), new RegExp(service.url.replaceAll('.', '\\.')))
    assert.equal(await quickInput.input.getAttribute('type'), 'password')
    await quickInput.cancel()
  })

  it('validates the key while the user types, and does not send an invalid one', async () => {
    const { quickInput, page } = workbench
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    const lineBreak = 'The key contains a space or a line break. Copy only the key, without "Bearer".'
    const invalidCharacters = 'The key contains characters that are not valid in an API key. Copy it again.'
    const rows: [string, string][] = [
      ['Bearer abc', lineBreak],
      ['schlüssel', invalidCharacters],
      ['x'.repeat(600), 'The text is too long for an API key.'],
    ]
    for (const [text, message] of rows) {
      await quickInput.type(text)
      await quickInput.widget.getByText(message).waitFor()
      await quickInput.accept()
    }
    await quickInput.type('')
    await page.evaluate(`navigator.clipboard.writeText('sk-right\\n-0123456789')`)
    await quickInput.input.focus()
    await page.keyboard.press('ControlOrMeta+V')
    await quickInput.widget.getByText(lineBreak).waitFor()
    await quickInput.accept()
    await quickInput.cancel()
    assert.deepEqual(await service.calls(), [])
  })

  it('lets the user correct a wrong key, and shows the balance for a valid one', async () => {
    const { quickInput, notifications } = workbench
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit('sk-wrong')
    await quickInput.widget.getByText('The service did not accept this API key.').waitFor()
    assert.equal(await quickInput.value(), 'sk-wrong')
    await quickInput.submit(KEY)
    const toast = await notifications.waitFor('API key saved.')
    assert.match((await toast.textContent()) ?? '', /API key saved\. Your balance is \$\d+\.\d\d\./)
    await quickInput.waitUntilClosed()
  })

  it('asks before it saves a key that cannot be tested', async () => {
    const { quickInput, notifications } = workbench
    const serviceError = { match: { path: '/v2/billing' }, fault: { kind: 'status' as const, status: 503 } }
    await service.addFaults(serviceError)
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit(KEY)
    await notifications.dialog.getByText('The service reported an error (503)').waitFor()
    await service.addFaults(serviceError)
    await notifications.clickDialog('Try Again')
    await quickInput.waitForTitle('Set API Key')
    assert.equal(await quickInput.value(), KEY)
    await quickInput.accept()
    await notifications.dialog.waitFor()
    await notifications.clickDialog('Save Without Testing')
    await notifications.waitFor('API key saved without testing.')
  })

  it('shows the running sandbox, which needs no key, and stops it', async () => {
    const { notifications } = workbench
    await workbench.runCommand('Wan VACE: Start Sandbox')
    await notifications.waitFor('The sandbox is running at http://127.0.0.1:')
    await workbench.statusItem('Sandbox').waitFor()
    const whileRunning = await workbench.commandTitles('Wan VACE: St')
    const callsBefore = (await service.calls()).length
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await workbench.quickInput.waitForTitle('Recover Generations from Account')
    assert.equal((await service.calls()).length, callsBefore)
    await workbench.quickInput.cancel()
    await workbench.statusItem('Sandbox').click()
    await workbench.quickInput.pick('Stop Sandbox')
    await notifications.waitFor('The sandbox was stopped.')
    await workbench.statusItem('Sandbox').waitFor({ state: 'detached' })
    const afterwards = await workbench.commandTitles('Wan VACE: St')
    const about = (titles: readonly string[]) => titles.filter((title) => title.includes('Sandbox'))
    assert.deepEqual(
      [about(whileRunning), about(afterwards)],
      [['Wan VACE: Stop Sandbox'], ['Wan VACE: Start Sandbox']],
    )
  })

  it('removes the key after a confirmation', async () => {
    const { quickInput, notifications } = workbench
    await workbench.runCommand('Wan VACE: Remove API Key')
    await notifications.dialog.getByText(`Remove the API key for ${service.url}`).waitFor()
    await notifications.clickDialog('Remove')
    await notifications.waitFor('API key removed.')
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await quickInput.waitForTitle('Set API Key')
    await quickInput.cancel()
    assert.deepEqual(
      (await workbench.commandTitles('Wan VACE: Remove')).filter((title) => title.includes('API Key')),
      [],
    )
  })
})

describe('The API key of the environment, in an untrusted folder', () => {
  let service: RunningSandbox
  let session: EditorSession
  let workbench: Workbench

  before(async () => {
    service = await launchSandbox({ key: KEY })
    session = await sharedSession.acquire({
      restrictedMode: true,
      // Values that come from files often end with a line break.
      env: { AIMLAPI_API_KEY: `${KEY}\n` },
      settings: {
        'wanVace.apiBaseUrl': service.url,
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    })
    workbench = await session.open()
    await workbench.page.getByRole('tab', { name: 'Wan VACE' }).waitFor()
  })

  after(async () => {
    if (session) await sharedSession.release(session)
    await service?.stop()
  })

  it('is sent to another URL only after the user allows it', async () => {
    const { notifications, quickInput } = workbench
    await workbench.statusItem('Restricted Mode').waitFor()
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await notifications.dialog.getByText(`Send the API key in AIMLAPI_API_KEY to ${service.url}?`).waitFor()
    assert.deepEqual(await service.calls(), [])
    await notifications.clickDialog('Use This Key')
    await quickInput.waitForTitle('Recover Generations from Account')
    await quickInput.cancel()
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await quickInput.waitForTitle('Recover Generations from Account')
    await quickInput.cancel()
  })

  it('requires consent again after the key is removed', async () => {
    const { notifications } = workbench
    await workbench.runCommand('Wan VACE: Remove API Key')
    await notifications.clickDialog('Remove')
    await notifications.waitFor('API key removed.')
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await notifications.dialog.getByText('Send the API key in AIMLAPI_API_KEY').waitFor()
    await notifications.clickDialog('Cancel')
  })

  it('does not prevent the sandbox from starting', async () => {
    await workbench.notifications.dismissAll()
    await workbench.runCommand('Wan VACE: Start Sandbox')
    await workbench.notifications.waitFor('The sandbox is running at http://127.0.0.1:')
    await workbench.statusItem('Sandbox').waitFor()
  })
})
