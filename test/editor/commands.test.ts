import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { waitUntil } from '../fixtures/waitUntil.ts'
import {
  activateExtension,
  generateVideo,
  listJobs,
  runCommand,
  SOURCE_URL,
  STORAGE,
  sandbox,
  setApiKey,
  waitForJob,
} from './extensionUnderTest.ts'
import { FakeUser } from './fakeUser.ts'

const PROMPT = 'A dancer on a rooftop'
const RETRIED = 'A dancer who retries'
const STOPPED = 'A dancer who stops'

describe('the commands', function () {
  this.timeout(90_000)
  let user: FakeUser
  const workspaceFolder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/')
  const billedCount = async () => (await sandbox.ledger()).length

  before(async () => {
    await activateExtension()
    user = new FakeUser()
  })
  after(() => user.dispose())

  function rejectNextPost(): Promise<void> {
    return sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status: 400, body: { message: 'No.', statusCode: 400 } },
    })
  }

  it('Set API Key: tests the key with the balance, and saves it', async () => {
    await setApiKey(user, 'editor-key')
    await user.waitForMessage(/information: API key saved\. Your balance is \$/)
    const calls = await sandbox.calls()
    assert.deepEqual(
      calls.map(({ method, path, hasAuthorization }) => [method, path, hasAuthorization]),
      [['GET', '/v2/billing', true]],
    )
  })

  it('Generate Video: submits one request with only the values that the user entered', async () => {
    await generateVideo(user, PROMPT)
    const [first] = await sandbox.ledger()
    assert.deepEqual(first?.body, {
      model: 'alibaba/wan2.2-vace-fun-a14b-pose',
      video_url: SOURCE_URL,
      prompt: PROMPT,
    })
  })

  it('polls the job until it completes, downloads the file, and notifies', async () => {
    const job = await waitForJob(PROMPT, ({ file }) => file.state === 'saved')
    const file = join(STORAGE, 'videos', job.file.name ?? '')
    assert.deepEqual(
      { state: job.state, sizeBytes: statSync(file).size, hasPartialFile: existsSync(`${file}.part`) },
      { state: 'completed', sizeBytes: job.file.sizeBytes, hasPartialFile: false },
    )
    await user.waitForMessage(/information: .*is ready/)
  })

  it('Open: opens one preview for each job', async () => {
    const { id } = await waitForJob(PROMPT)
    await runCommand('open', id)
    await runCommand('open', id)
    const previews = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === 'wanVace.preview')
    assert.equal((await waitUntil('a preview is open', () => previews().length > 0 && previews())).length, 1)
  })

  it('Save As: copies the video', async () => {
    const job = await waitForJob(PROMPT)
    const target = vscode.Uri.joinPath(workspaceFolder(), 'saved.mp4')
    user.willSelectPath(target)
    await runCommand('saveAs', job.id)
    const original = readFileSync(join(STORAGE, 'videos', job.file.name ?? ''))
    assert.ok(readFileSync(target.fsPath).equals(original))
  })

  it('Copy Video URL, Copy Generation ID: write to the clipboard', async () => {
    const job = await waitForJob(PROMPT)
    const copied: string[] = []
    for (const command of ['copyVideoUrl', 'copyGenerationId']) {
      await runCommand(command, job.id)
      copied.push(await vscode.env.clipboard.readText())
    }
    assert.deepEqual(copied, [job.resultUrl, job.generationId])
  })

  it('Show Request: opens the request in a read-only document', async () => {
    const { id } = await waitForJob(PROMPT)
    await runCommand('showRequest', id)
    const document = await waitUntil('the request is open', () => {
      const active = vscode.window.activeTextEditor?.document
      return active?.uri.scheme === 'wan-vace-request' && active
    })
    assert.match(document.getText(), new RegExp(`"prompt": "${PROMPT}"`))
  })

  const formTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('wanVace.form'))
      .map(({ label }) => label)

  it('Generate Again with Changes: opens one form for the generation, and submits nothing', async () => {
    const before = await billedCount()
    const { id } = await waitForJob(PROMPT)
    await runCommand('generateAgain', id)
    await runCommand('generateAgain', id)
    const labels = await waitUntil('a form is open', () => formTabs().length > 0 && formTabs())
    assert.deepEqual(labels, [`Generate Again: ${PROMPT}`])
    assert.equal(await billedCount(), before)
  })

  it('Generate Again with Changes (Quick Pick): opens the review step, and submits nothing on Escape', async () => {
    const before = await billedCount()
    const { id } = await waitForJob(PROMPT)
    const command = runCommand('generateAgainQuickPick', id)
    await user.waitForInput('Generate', 5)
    await user.pressEscape()
    await command
    assert.equal(await billedCount(), before)
  })

  it('Generate from This Video URL: opens a form for a new generation', async () => {
    const content = `see <${SOURCE_URL}> there`
    const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' })
    const editor = await vscode.window.showTextDocument(document)
    editor.selection = new vscode.Selection(0, 12, 0, 12)
    await runCommand('generateFromUrl')
    await waitUntil('a form is open', () => formTabs().includes('New Generation'))
  })

  it('Retry: submits a failed job again, once', async () => {
    await rejectNextPost()
    const before = await billedCount()
    await generateVideo(user, RETRIED)
    const failed = await waitForJob(RETRIED, ({ state }) => state === 'failed')
    assert.equal(await billedCount(), before)
    await runCommand('retry', failed.id)
    await runCommand('retry', failed.id)
    assert.equal(await billedCount(), before + 1)
    // The new job replaces the failed one.
    await user.waitForMessage(/error: .*no longer in the list/)
    await waitForJob(RETRIED, ({ file }) => file.state === 'saved')
  })

  it('Retry: asks before it uses another service than the job', async () => {
    const prompt = 'A dancer who fails'
    await rejectNextPost()
    await generateVideo(user, prompt)
    const failed = await waitForJob(prompt, ({ state }) => state === 'failed')
    await runCommand('startSandbox')
    await runCommand('retry', failed.id)
    await user.waitForMessage(/warning: Generate .*A dancer who fails.* with a different service/)
    assert.deepEqual(
      listJobs().filter((job) => job.prompt === prompt),
      [failed],
    )
    await runCommand('stopSandbox')
  })

  it('Stop Tracking, Check Again: stop after a confirmation, and continue', async () => {
    await sandbox.addFaults({
      match: { method: 'GET', path: '/v2/video/generations' },
      times: 2,
      fault: { kind: 'answer', patch: { status: 'generating', video: null } },
    })
    await generateVideo(user, STOPPED)
    const { id } = await waitForJob(STOPPED)
    await runCommand('stopTracking', id)
    const unconfirmed = listJobs().find((job) => job.id === id)?.state
    user.willClick('Stop Tracking')
    await runCommand('stopTracking', id)
    await waitForJob(STOPPED, ({ state }) => state === 'stopped')
    assert.match(unconfirmed ?? '', /queued|generating/)
    await sandbox.clearFaults()
    await runCommand('checkAgain', id)
    await waitForJob(STOPPED, ({ file }) => file.state === 'saved')
  })

  it('Download Again: downloads the file, and submits nothing', async () => {
    const before = await billedCount()
    const { id } = await waitForJob(PROMPT)
    await runCommand('downloadAgain', id)
    await waitForJob(PROMPT, ({ file }) => file.state === 'saved')
    assert.equal(await billedCount(), before)
  })

  it('Remove: confirms that the file is deleted', async () => {
    const { id } = await waitForJob(STOPPED)
    await runCommand('remove', id)
    assert.ok(listJobs().some((job) => job.id === id))
    user.willClick('Remove')
    await runCommand('remove', id)
    await waitUntil('the job is not in the list', () => !listJobs().some((job) => job.id === id))
  })

  it('Remove: offers Undo, which restores the job', async () => {
    const { id } = await waitForJob(RETRIED)
    user.willClick('Remove')
    user.willClick('Undo')
    await runCommand('remove', id)
    await user.waitForMessage(/Removed .*A dancer who retries/)
    await waitUntil('the job is in the list', () => listJobs().some((job) => job.id === id))
  })

  it('Export Generations, Import Generations: skip jobs that are in the list, and export no key', async () => {
    const file = vscode.Uri.joinPath(workspaceFolder(), 'jobs.jsonl')
    const count = listJobs().length
    user.willSelectPath(file)
    user.willPick('Without Videos')
    await runCommand('exportJobs')
    assert.ok(!readFileSync(file.fsPath, 'utf8').includes('editor-key'))
    await runCommand('importJobs')
    await user.waitForMessage(/Imported 0 generations/)
    assert.equal(listJobs().length, count)
  })

  it('Recover Generations: adds nothing if no row is selected', async () => {
    const before = listJobs().length
    user.willPick('Last day')
    await runCommand('recover')
    assert.deepEqual([listJobs().length, await billedCount()], [before, (await sandbox.ledger()).length])
  })

  it('Start Sandbox, Stop Sandbox: change the service of the window', async () => {
    await runCommand('startSandbox')
    await user.waitForMessage(/The sandbox is running at http:\/\/127\.0\.0\.1:\d+/)
    await runCommand('stopSandbox')
    await user.waitForMessage(/The sandbox was stopped/)
  })

  it('Show Log, Show More: show no message', async () => {
    const before = user.messages.length
    await runCommand('showLog')
    await runCommand('showMore')
    assert.deepEqual(user.messages.slice(before), [])
  })

  it('Remove API Key: asks for confirmation', async () => {
    await runCommand('removeApiKey')
    await user.waitForMessage(/warning: Remove the API key/)
    user.willClick('Remove')
    await runCommand('removeApiKey')
    await user.waitForMessage(/API key removed/)
    await runCommand('removeApiKey')
    await user.waitForMessage(/No API key is stored/)
  })

  for (const command of [
    'open',
    'saveAs',
    'copyVideoUrl',
    'copyGenerationId',
    'showRequest',
    'generateAgain',
    'retry',
  ]) {
    it(`${command}: reports a job that is not in the list`, async () => {
      for (const argument of [crypto.randomUUID(), {}, { id: { toString: 'x' } }, 7, null]) {
        const before = user.messages.length
        await runCommand(command, argument)
        await user.waitForMessage(/no longer in the list/, before)
        const errors = user.messages.slice(before).filter((message) => message.startsWith('error:'))
        assert.equal(errors.length, 1)
      }
    })
  }
})
