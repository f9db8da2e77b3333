import assert from 'node:assert/strict'
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetail } from '../../src/core/errors.ts'
import { NOTIFICATION } from '../../src/jobs/store/jobPatch.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { setApiKey } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'
import { type Seed, seedJobs, storageFolder } from './seedJobs.ts'

const LINK = '[Click](command:workbench.action.reloadWindow) ![x](https://x.example/p.png) <img src=x> $(zap)'
const KEY = 'sk-test-123456'
const VIDEO = new Uint8Array(1_200_000)

const FINISHED: readonly Seed[] = [
  { prompt: 'Saved tango', state: 'completed', minutes: 5, video: VIDEO, patch: { generationId: 'g:1/p' } },
  { prompt: LINK, state: 'completed', minutes: 185, video: VIDEO, patch: { creditsUsed: 400_000 } },
  { prompt: 'Lost waltz', state: 'completed', minutes: 200, patch: { fileState: 'lost', generationId: 'g:2/p' } },
  { prompt: 'Failed polka', state: 'failed', minutes: 300, patch: { error: errorDetail('text', { text: LINK }) } },
  { prompt: '', state: 'completed', minutes: 400, video: VIDEO, withoutRequest: true, patch: { generationId: 'abc' } },
]
const RUNNING: readonly Seed[] = [
  { prompt: 'Queued jig', state: 'queued', minutes: 1, patch: { generationId: 'g:3/p' } },
  { prompt: 'Running samba', state: 'generating', minutes: 3, patch: { generationId: 'g:4/p' } },
  { prompt: 'Slow foxtrot', state: 'generating', minutes: 14, patch: { generationId: 'g:5/p' } },
  { prompt: 'Foreign rumba', state: 'generating', minutes: 4, origin: 'https://other.example' },
  { prompt: 'Sought salsa', state: 'unconfirmed', minutes: 2 },
  { prompt: 'Unknown bolero', state: 'unconfirmed', minutes: 9, patch: { nextAt: null } },
]

describe('the generations view', () => {
  let fixture: EditorFixture
  let window: Workbench

  before(async () => {
    fixture = await EditorFixture.start({ sandbox: { seconds: 1 } })
    window = fixture.window
  })

  after(() => fixture?.dispose())

  afterEach(() => window.notifications.dismissAll())

  async function addJobs(seeds: readonly Seed[]): Promise<void> {
    await seedJobs(fixture.session.server.dataDir, new URL(fixture.sandbox.url).origin, seeds)
  }

  it('shows a welcome view without an API key and without jobs', async () => {
    await window.view.welcome.filter({ hasText: 'Set API Key' }).waitFor()
    await setApiKey(window, KEY)
    await window.view.welcome.filter({ hasText: 'No generations yet' }).waitFor()
    const titles = (await window.commandTitles('Wan VACE')).map((title) => title.replace('Wan VACE: ', ''))
    const jobCommands = [
      'Retry',
      'Remove',
      'Save As…',
      'Stop Tracking',
      'Export Generations…',
      'Show Request',
      'Show More',
    ]
    assert.deepEqual(
      titles.filter((title) => jobCommands.includes(title)),
      [],
    )
  })

  it('shows every state, running jobs first, and counts them', async () => {
    await addJobs([...RUNNING, ...FINISHED])
    await waitUntil(
      'all jobs are shown',
      async () => (await window.view.rows.count()) === RUNNING.length + FINISHED.length,
    )
    assert.deepEqual(await window.view.texts(), [
      'queued · Queued jig 1m',
      'confirming with service · Sought salsa 2m',
      'generating · Running samba 3m',
      'waiting for other.example · Foreign rumba 4m',
      'taking longer than usual · Slow foxtrot 14m',
      'Saved tango 4m ago',
      'unconfirmed: needs your decision · Unknown bolero ',
      '[Click](command:workbench.action.reloadWindow) ![x](https://x.example/p.png) <img src=x> $(zap) 3h ago',
      'video lost · Lost waltz 3h ago',
      'failed · Failed polka 4h ago',
      'Generation abc 6h ago',
    ])
    await window.statusItem('5 videos').waitFor()
    await waitUntil('the badge counts the running jobs', async () => (await window.view.badge()) === '5')
  })

  it('shows the actions that the state of a job allows', async () => {
    const inline: Record<string, string[]> = {}
    for (const name of ['Running samba', 'Saved tango', 'Unknown bolero', 'Lost waltz', 'Failed polka']) {
      inline[name] = await window.view.inlineActions(window.view.row(name))
    }
    const menu = await window.view.openMenu(window.view.row('Generation abc'))
    await window.view.closeMenu()
    assert.deepEqual(
      { inline, menu },
      {
        inline: {
          'Running samba': ['Stop Tracking'],
          'Saved tango': ['Open'],
          'Unknown bolero': ['Check Again', 'Retry'],
          'Lost waltz': ['Download Again'],
          'Failed polka': ['Retry'],
        },
        menu: [
          'Open',
          'Save As…',
          'Rename…',
          'Edit Tags…',
          'Edit Note…',
          'Add to Favorites',
          'Copy Path',
          'Copy Generation ID',
          'Export Generations…',
          'Remove',
        ],
      },
    )
  })

  it('shows a prompt with markup as text', async () => {
    const row = window.view.row('[Click]')
    await window.page.mouse.move(900, 500)
    await row.hover()
    const hover = window.page.locator('.workbench-hover', { hasText: '400,000 credits ($0.20)' })
    await hover.filter({ hasText: LINK }).waitFor()
    assert.equal(await hover.locator('a, img, script, code').count(), 0)
    assert.equal(await row.locator('.label-name .codicon, .label-name a').count(), 0)
    await window.page.mouse.move(900, 500)
  })

  it('confirms "Stop Tracking", and continues with "Check Again"', async () => {
    await window.view.clickMenu(window.view.row('Running samba'), 'Stop Tracking')
    assert.match((await window.notifications.dialog.textContent()) ?? '', /cannot cancel a generation.*bill/s)
    await window.notifications.clickDialog('Stop Tracking')
    await window.view.row('not tracked').waitFor()
    await window.view.clickInline(window.view.row('Running samba'), 'Check Again')
    await window.view.row(/^(?!not tracked).*Running samba/).waitFor()
  })

  it('retries an unconfirmed generation only after a warning', async () => {
    const billedCount = async () => (await fixture.sandbox.ledger()).length
    const before = await billedCount()
    await window.view.clickInline(window.view.row('Unknown bolero'), 'Retry')
    assert.match((await window.notifications.dialog.textContent()) ?? '', /billed twice/)
    await window.notifications.clickDialog('Cancel')
    const canceled = await billedCount()
    await window.view.clickInline(window.view.row('Unknown bolero'), 'Retry')
    await window.notifications.clickDialog('Generate Again')
    await window.notifications.waitFor(/Unknown bolero.*is ready/, 60_000)
    assert.deepEqual([before, canceled, await billedCount()], [0, 0, 1])
  })

  it('shows the request and saves the video', async () => {
    await window.view.clickMenu(window.view.row('Saved tango'), 'Show Request')
    await window.page.locator('.view-lines', { hasText: '"prompt": "Saved tango"' }).waitFor()
    await window.view.clickMenu(window.view.row('Saved tango'), 'Save As…')
    await window.quickInput.waitForTitle('Save Video')
    await window.quickInput.accept()
    await window.notifications.waitFor('Saved Saved-tango.mp4')
    assert.equal(readFileSync(join(fixture.session.server.workspace, 'Saved-tango.mp4')).length, VIDEO.length)
  })

  it('removes a job after a confirmation, and restores it with "Undo"', async () => {
    await window.view.clickMenu(window.view.row('Saved tango'), 'Remove')
    await window.notifications.clickDialog('Remove')
    await window.view.row('Saved tango').waitFor({ state: 'detached' })
    await window.notifications.click('Removed', 'Undo')
    await window.view.row('Saved tango').waitFor()
    await window.view.clickMenu(window.view.row('Failed polka'), 'Remove')
    await window.view.row('Failed polka').waitFor({ state: 'detached' })
  })

  it('recovers a generation that another computer submitted', async () => {
    const id = await generateElsewhere()
    const billed = (await fixture.sandbox.ledger()).length
    await window.runCommand('Wan VACE: Recover Generations from Account…')
    await window.quickInput.waitForTitle('1/2')
    await window.quickInput.pick('Last day')
    await window.quickInput.waitForTitle('2/2')
    await window.quickInput.row(id).waitFor()
    await window.quickInput.accept()
    await window.notifications.waitFor('Recovered 1 generation')
    await window.view.row(new RegExp(`^Generation ${id.slice(0, 8)}\\s*(just now|1m ago)`)).waitFor()
    assert.equal((await fixture.sandbox.ledger()).length, billed)
  })

  /** Submits a request without the extension. Waits until the account's logs contain it, because they lag behind. */
  async function generateElsewhere(): Promise<string> {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
    const response = await fetch(`${fixture.sandbox.url}/v2/video/generations`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: 'alibaba/wan2.2-vace-fun-a14b-pose',
        video_url: 'https://clips.example/a.mp4',
        prompt: 'From another machine',
        resolution: '240p',
      }),
    })
    const { id } = (await response.json()) as { id: string }
    const isLogged = async () => {
      const logs = await fetch(`${fixture.sandbox.url}/v2/logs?period=1d&limit=100`, { headers })
      return (await logs.text()).includes(id)
    }
    await waitUntil('the generation is in the logs', isLogged)
    return id
  }

  it('exports all jobs to a file, and skips them in an import', async () => {
    await window.runCommand('Wan VACE: Export Generations…')
    await window.quickInput.pick('With Videos')
    await window.quickInput.waitForTitle('Export Generations')
    await window.page.locator('.quick-input-widget').getByRole('button', { name: 'OK', exact: true }).click()
    await window.notifications.waitFor(/Exported \d+ generations/)
    const names = readdirSync(fixture.session.server.workspace)
    await window.runCommand('Wan VACE: Import Generations…')
    await window.quickInput.submitPath(
      'Import Generations',
      join(fixture.session.server.workspace, 'wan-vace-generations.jsonl'),
    )
    await window.notifications.waitFor('Imported 0 generations. Already in the list')
    assert.deepEqual(names.toSorted(), ['Saved-tango.mp4', 'wan-vace-generations.jsonl'])
  })

  it('shows one notification for several completed jobs', async () => {
    const completed = Array.from({ length: 5 }, (_, index) => ({
      prompt: `Ready ${index}`,
      state: 'completed' as const,
      minutes: 2,
      video: VIDEO,
      patch: { notification: NOTIFICATION.pending },
    }))
    await addJobs(completed)
    await window.notifications.waitFor('5 videos are ready.')
    assert.deepEqual(await window.notifications.texts(), ['5 videos are ready.'])
  })

  it('shows a long list in pages', async () => {
    const old = Array.from({ length: 210 }, (_, index) => ({
      prompt: `Old ${index}`,
      state: 'completed' as const,
      minutes: 60 * 24 * 30 + index,
      patch: { fileState: 'deleted' as const },
    }))
    await addJobs(old)
    await waitUntil('the first page ends with "Show More"', async () =>
      /^Show More \d+ older$/.test(await lastRowText()),
    )
    await window.view.click(window.view.row('Show More'))
    await waitUntil('the oldest job is shown', async () => (await lastRowText()) === 'video deleted · Old 209 30d ago')
  })

  it('shows the number and all jobs of a group in pages', async () => {
    await window.runCommand('Wan VACE: Group By…')
    await window.quickInput.clickRow(window.quickInput.rowLabeled('State'))
    const group = window.view.row(/^Completed ?\d+$/)
    await group.waitFor()
    const count = Number(/\d+$/.exec((await group.textContent()) ?? '')?.[0])
    assert.ok(count >= 210, `${count}`)
    const more = window.view.row('Show More')
    await waitUntil(
      'the end of the list is shown',
      async () => (await lastRowText()) !== '' && (await more.count()) === 1,
    )
    assert.match((await more.textContent()) ?? '', new RegExp(`Show More ?${count - 200} older`))
    await window.view.click(more)
    const oldest = window.view.row('Old 209')
    await waitUntil('the oldest job is shown', async () => (await lastRowText()) !== '' && (await oldest.count()) === 1)
    await window.runCommand('Wan VACE: Group By…')
    await window.quickInput.clickRow(window.quickInput.rowLabeled('Batch'))
  })

  it('recovers the list when its file is damaged, and says so', async () => {
    const { session } = fixture
    await session.closeWindows()
    const file = openSync(join(storageFolder(session.server.dataDir), 'jobs.db'), 'r+')
    writeSync(file, Buffer.alloc(100), 0, 100, 0)
    closeSync(file)
    window = await session.open()
    await window.view.open()
    await window.notifications.waitFor(/The list of generations was damaged\. .*generations were recovered/)
    await window.view.row('Slow foxtrot').waitFor()
  })

  /** Scrolls to the last row and returns its text. */
  async function lastRowText(): Promise<string> {
    await window.view.root.locator('.monaco-list').focus()
    await window.page.keyboard.press('End')
    return (await window.view.texts()).at(-1) ?? ''
  }
})
