import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeUserSettings } from '../../scripts/editor/userSettings.ts'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { launchSandbox, type RunningSandbox } from '../../scripts/lib/launchSandbox.ts'
import { EditorSession } from './driver/editorSession.ts'
import type { Workbench } from './driver/workbench.ts'

const KEY = 'sk-right-0123456789'
const SET_KEY = 'Wan VACE: Set API Key…'

describe('the API key and the sandbox', () => {
  let service: RunningSandbox
  let session: EditorSession
  let workbench: Workbench

  before(async () => {
    await buildExtension()
    service = await launchSandbox({ key: KEY })
    session = await EditorSession.start()
    // A window on a remote machine takes settings of machine scope from that machine.
    await writeUserSettings(join(session.server.dataDir, 'data', 'Machine'), { 'wanVace.apiBaseUrl': service.url })
    // A folder that wants the key for itself.
    const folder = join(session.server.workspace, '.vscode')
    mkdirSync(folder, { recursive: true })
    const hostile = { 'wanVace.apiBaseUrl': 'https://evil.invalid', 'http.proxy': 'http://127.0.0.1:9' }
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(hostile))
    workbench = await session.open()
    await workbench.page.getByRole('tab', { name: 'Wan VACE' }).waitFor()
  })

  after(async () => {
    await session?.dispose()
    await service?.stop()
  })

  afterEach(() => workbench.notifications.dismissAll())

  it('a command that misses the key asks for it', async () => {
    const { quickInput } = workbench
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await quickInput.waitForTitle('Set API Key')
    assert.match(await quickInput.message(), new RegExp(service.url.replaceAll('.', '\\.')))
    assert.equal(await quickInput.input.getAttribute('type'), 'password')
    await quickInput.cancel()
  })

  it('says while one types what cannot be a key, and does not send it', async () => {
    const { quickInput, page } = workbench
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    const lineBreak =
      'There is a space or a line break in it. Copy the key alone, on one line, without "Bearer" before it.'
    const strange = 'There are characters in it that no API key has. Copy it again from where you got it.'
    const rows: [string, string][] = [
      ['Bearer abc', lineBreak],
      ['schlüssel', strange],
      ['x'.repeat(600), 'It is too long to be an API key.'],
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

  it('a wrong key can be corrected in place, and a right one shows the balance', async () => {
    const { quickInput, notifications } = workbench
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit('sk-wrong')
    await quickInput.widget.getByText('The service did not accept this key.').waitFor()
    assert.equal(await quickInput.value(), 'sk-wrong')
    await quickInput.submit(KEY)
    const toast = await notifications.waitFor('Key saved.')
    assert.match((await toast.textContent()) ?? '', /Key saved\. Balance: \$\d+\.\d\d/)
    await quickInput.waitUntilClosed()
  })

  it('a key that cannot be tested is saved only if one wants that', async () => {
    const { quickInput, notifications } = workbench
    const trouble = { match: { path: '/v2/billing' }, fault: { kind: 'status' as const, status: 503 } }
    await service.addFaults(trouble)
    await workbench.runCommand(SET_KEY)
    await quickInput.waitForTitle('Set API Key')
    await quickInput.submit(KEY)
    await notifications.dialog.getByText('The service has trouble of its own (503)').waitFor()
    await service.addFaults(trouble)
    await notifications.clickDialog('Try Again')
    await quickInput.waitForTitle('Set API Key')
    assert.equal(await quickInput.value(), KEY)
    await quickInput.accept()
    await notifications.dialog.waitFor()
    await notifications.clickDialog('Save Without a Test')
    await notifications.waitFor('Key saved without a test.')
  })

  it('the sandbox of the window is in sight, needs no key, and goes away', async () => {
    const { notifications } = workbench
    await workbench.runCommand('Wan VACE: Start Sandbox')
    await notifications.waitFor('The sandbox is running at http://127.0.0.1:')
    await workbench.statusItem('Sandbox').waitFor()
    const whileRunning = await workbench.commandTitles('Wan VACE: St')
    const callsBefore = (await service.calls()).length
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await workbench.page.waitForTimeout(1000)
    assert.equal((await service.calls()).length, callsBefore)
    await workbench.page.keyboard.press('Escape')
    await workbench.statusItem('Sandbox').click()
    await notifications.waitFor('The sandbox was stopped.')
    await workbench.statusItem('Sandbox').waitFor({ state: 'detached' })
    const afterwards = await workbench.commandTitles('Wan VACE: St')
    const about = (titles: readonly string[]) => titles.filter((title) => title.includes('Sandbox'))
    assert.deepEqual(
      [about(whileRunning), about(afterwards)],
      [['Wan VACE: Stop Sandbox'], ['Wan VACE: Start Sandbox']],
    )
  })

  it('is gone when it is removed, after one question', async () => {
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

describe("the environment's API key, in a folder that is not trusted", () => {
  let service: RunningSandbox
  let session: EditorSession
  let workbench: Workbench

  before(async () => {
    await buildExtension()
    service = await launchSandbox({ key: KEY })
    session = await EditorSession.start({
      restrictedMode: true,
      // A file of environment variables often leaves a line break behind.
      env: { AIMLAPI_API_KEY: `${KEY}\n` },
      settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    })
    await writeUserSettings(join(session.server.dataDir, 'data', 'Machine'), { 'wanVace.apiBaseUrl': service.url })
    workbench = await session.open()
    await workbench.page.getByRole('tab', { name: 'Wan VACE' }).waitFor()
  })

  after(async () => {
    await session?.dispose()
    await service?.stop()
  })

  it('is sent to another address only after one question', async () => {
    const { notifications, quickInput } = workbench
    await workbench.statusItem('Restricted Mode').waitFor()
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await notifications.dialog.getByText(`Send the key in AIMLAPI_API_KEY to ${service.url}?`).waitFor()
    assert.deepEqual(await service.calls(), [])
    await notifications.clickDialog('Use It')
    await quickInput.waitForTitle('Recover Generations from Account')
    await quickInput.cancel()
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await quickInput.waitForTitle('Recover Generations from Account')
    await quickInput.cancel()
  })

  it('is asked for again once the consent was taken back', async () => {
    const { notifications } = workbench
    await workbench.runCommand('Wan VACE: Remove API Key')
    await notifications.clickDialog('Remove')
    await notifications.waitFor('API key removed.')
    await workbench.runCommand('Wan VACE: Recover Generations from Account…')
    await notifications.dialog.getByText('Send the key in AIMLAPI_API_KEY').waitFor()
    await notifications.clickDialog('Cancel')
  })

  it('does not keep the sandbox from starting', async () => {
    await workbench.notifications.dismissAll()
    await workbench.runCommand('Wan VACE: Start Sandbox')
    await workbench.notifications.waitFor('The sandbox is running at http://127.0.0.1:')
    await workbench.statusItem('Sandbox').waitFor()
  })
})
