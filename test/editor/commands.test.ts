import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { extension, jobs, jobThat, run, STORAGE, sandbox } from './extensionUnderTest.ts'
import { Person, until } from './fakeUser.ts'

const SOURCE = 'https://example.com/clips/dance.mp4'
const PROMPT = 'A dancer on a stage'

describe('every command', function () {
  this.timeout(90_000)
  let person: Person
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/')
  const sold = async () => (await sandbox.ledger()).length

  before(async () => {
    await extension()
    person = new Person()
  })
  after(() => person.dispose())

  it('Set API Key: tests it with the balance, and stores it', async () => {
    const done = run('setApiKey')
    await person.enter('Set API Key', undefined, 'editor-key')
    await done
    await person.hears(/information: API key saved\. Your balance is \$/)
    const calls = await sandbox.calls()
    assert.deepEqual(
      calls.map(({ method, path, hasAuthorization }) => [method, path, hasAuthorization]),
      [['GET', '/v2/billing', true]],
    )
  })

  it('Generate Video: five steps, one purchase, only what was set', async () => {
    const done = run('generate')
    await person.enter('Generate Video', 1, SOURCE)
    await person.enter('Generate Video', 2, PROMPT)
    await person.enter('Generate Video', 3)
    await person.enter('Generate Video', 4)
    await person.enter('Generate Video', 5)
    await done
    const [first] = await sandbox.ledger()
    assert.deepEqual(first?.body, {
      model: 'alibaba/wan2.2-vace-fun-a14b-pose',
      video_url: SOURCE,
      prompt: PROMPT,
    })
  })

  it('the poller sees it through, and its file is fetched', async () => {
    const job = await jobThat(PROMPT, ({ file }) => file.state === 'saved')
    const file = join(STORAGE, 'videos', job.file.name ?? '')
    assert.deepEqual(
      { state: job.state, size: statSync(file).size, whole: !existsSync(`${file}.part`) },
      { state: 'completed', size: job.file.sizeBytes, whole: true },
    )
    await person.hears(/information: .*is ready/)
  })

  it('Open: shows one preview a job', async () => {
    const { id } = await jobThat(PROMPT)
    await run('open', id)
    await run('open', id)
    const previews = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('wanVace.preview'))
    assert.equal((await until('a preview', () => previews().length > 0 && previews())).length, 1)
  })

  it('Save As: copies the bytes', async () => {
    const job = await jobThat(PROMPT)
    const target = vscode.Uri.joinPath(folder(), 'saved.mp4')
    person.willName(target)
    await run('saveAs', job.id)
    const original = readFileSync(join(STORAGE, 'videos', job.file.name ?? ''))
    assert.ok(readFileSync(target.fsPath).equals(original))
  })

  it('Copy Video URL, Copy Generation ID', async () => {
    const job = await jobThat(PROMPT)
    const copied: string[] = []
    for (const command of ['copyVideoUrl', 'copyGenerationId']) {
      await run(command, job.id)
      copied.push(await vscode.env.clipboard.readText())
    }
    assert.deepEqual(copied, [job.resultUrl, job.generationId])
  })

  it('Show Request: what was sent, read-only', async () => {
    const { id } = await jobThat(PROMPT)
    await run('showRequest', id)
    const shown = await until('a document', () => {
      const document = vscode.window.activeTextEditor?.document
      return document?.uri.scheme === 'wan-vace-request' && document
    })
    assert.match(shown.getText(), new RegExp(`"prompt": "${PROMPT}"`))
  })

  const formTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('wanVace.form'))
      .map(({ label }) => label)

  it('Generate Again with Changes: opens a form for the generation, and sends nothing', async () => {
    const before = await sold()
    const { id } = await jobThat(PROMPT)
    await run('generateAgain', id)
    await run('generateAgain', id)
    assert.deepEqual(await until('a form', () => formTabs().length > 0 && formTabs()), [`Generate Again: ${PROMPT}`])
    assert.equal(await sold(), before)
  })

  it('Generate Again with Changes (Quick Pick): starts at the summary, and sends nothing', async () => {
    const before = await sold()
    const { id } = await jobThat(PROMPT)
    const done = run('generateAgainQuickPick', id)
    await person.box('Generate', 5)
    await person.escape()
    await done
    assert.equal(await sold(), before)
  })

  it('Generate from This Video URL: opens the form for a new generation', async () => {
    const document = await vscode.workspace.openTextDocument({ content: `see <${SOURCE}> there`, language: 'markdown' })
    const editor = await vscode.window.showTextDocument(document)
    editor.selection = new vscode.Selection(0, 12, 0, 12)
    await run('generateFromUrl')
    await until('a form', () => formTabs().includes('New Generation'))
  })

  it('Retry: buys a failed one again, once', async () => {
    await sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status: 400, body: { message: 'No.' } },
    })
    const before = await sold()
    const done = run('generate')
    await person.enter('Generate Video', 1, SOURCE)
    await person.enter('Generate Video', 2, 'A dancer who falls')
    for (const step of [3, 4, 5]) await person.enter('Generate Video', step)
    await done
    const failed = await jobThat('A dancer who falls', ({ state }) => state === 'failed')
    assert.equal(await sold(), before)
    await run('retry', failed.id)
    await run('retry', failed.id)
    assert.equal(await sold(), before + 1)
    // The new job has taken the place of the failed one.
    await person.hears(/error: .*no longer in the list/)
    await jobThat('A dancer who falls', ({ file }) => file.state === 'saved')
  })

  it('Retry: asks before it goes to another service than the first', async () => {
    await sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      fault: { kind: 'status', status: 400, body: { message: 'No.' } },
    })
    const done = run('generate')
    await person.enter('Generate Video', 1, SOURCE)
    await person.enter('Generate Video', 2, 'A dancer who stays')
    for (const step of [3, 4, 5]) await person.enter('Generate Video', step)
    await done
    const failed = await jobThat('A dancer who stays', ({ state }) => state === 'failed')
    await run('startSandbox')
    await run('retry', failed.id)
    await person.hears(/warning: Generate .*A dancer who stays.* with a different service/)
    assert.deepEqual(
      jobs().filter(({ prompt }) => prompt === failed.prompt),
      [failed],
    )
    await run('stopSandbox')
  })

  it('Stop Tracking: asks first; Check Again: goes on', async () => {
    await sandbox.addFaults({
      match: { method: 'GET', path: '/v2/video/generations' },
      times: 2,
      fault: { kind: 'answer', patch: { status: 'generating', video: null } },
    })
    const done = run('generate')
    await person.enter('Generate Video', 1, SOURCE)
    await person.enter('Generate Video', 2, 'A dancer who waits')
    for (const step of [3, 4, 5]) await person.enter('Generate Video', step)
    await done
    const { id } = await jobThat('A dancer who waits')
    await run('stopTracking', id)
    const unanswered = jobs().find((job) => job.id === id)?.state
    person.willClick('Stop Tracking')
    await run('stopTracking', id)
    await jobThat('A dancer who waits', ({ state }) => state === 'stopped')
    assert.match(unanswered ?? '', /queued|generating/)
    await sandbox.clearFaults()
    await run('checkAgain', id)
    await jobThat('A dancer who waits', ({ file }) => file.state === 'saved')
  })

  it('Download Again: fetches the file anew, and buys nothing', async () => {
    const before = await sold()
    const { id } = await jobThat(PROMPT)
    await run('downloadAgain', id)
    await jobThat(PROMPT, ({ file }) => file.state === 'saved')
    assert.equal(await sold(), before)
  })

  it('Remove: asks because of the file, and is undone', async () => {
    const { id } = await jobThat('A dancer who waits')
    await run('remove', id)
    assert.ok(jobs().some((job) => job.id === id))
    person.willClick('Remove')
    await run('remove', id)
    await until('it is off the list', () => !jobs().some((job) => job.id === id))
  })

  it('Remove, then Undo', async () => {
    const { id } = await jobThat('A dancer who falls')
    person.willClick('Remove')
    person.willClick('Undo')
    await run('remove', id)
    await person.hears(/Removed .*A dancer who falls/)
    await until('it is on the list again', () => jobs().some((job) => job.id === id))
  })

  it('Export Generations and Import Generations: know each other', async () => {
    const file = vscode.Uri.joinPath(folder(), 'jobs.jsonl')
    const count = jobs().length
    person.willName(file)
    person.willChoose('Without Videos')
    await run('exportJobs')
    assert.ok(!readFileSync(file.fsPath, 'utf8').includes('editor-key'))
    await run('importJobs')
    await person.hears(/Imported 0 generations/)
    assert.equal(jobs().length, count)
  })

  it('Recover Generations: lists what the account made, and takes in what is chosen', async () => {
    const before = jobs().length
    person.willChoose('Last day')
    await run('recover')
    assert.deepEqual([jobs().length, await sold()], [before, (await sandbox.ledger()).length])
  })

  it('Start Sandbox and Stop Sandbox: another address for this window, and back', async () => {
    await run('startSandbox')
    await person.hears(/The sandbox is running at http:\/\/127\.0\.0\.1:\d+/)
    await run('stopSandbox')
    await person.hears(/The sandbox was stopped/)
  })

  it('Show Log, Show More', async () => {
    const before = person.told.length
    await run('showLog')
    await run('showMore')
    assert.deepEqual(person.told.slice(before), [])
  })

  it('Remove API Key: asks first', async () => {
    await run('removeApiKey')
    await person.hears(/warning: Remove the API key/)
    person.willClick('Remove')
    await run('removeApiKey')
    await person.hears(/API key removed/)
    await run('removeApiKey')
    await person.hears(/No API key is stored/)
  })

  it('none of them is confused by a job that is gone', async () => {
    const gone = crypto.randomUUID()
    for (const command of [
      'open',
      'saveAs',
      'copyVideoUrl',
      'copyGenerationId',
      'showRequest',
      'generateAgain',
      'retry',
    ]) {
      for (const argument of [gone, {}, { id: { toString: 'x' } }, 7, null]) {
        const before = person.told.length
        await run(command, argument)
        await until(`${command} says so`, () => person.told.length > before)
        assert.match(person.told.at(-1) ?? '', /no longer in the list/, command)
      }
    }
  })
})
