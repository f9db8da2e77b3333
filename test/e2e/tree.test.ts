import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { launchSandbox, type RunningSandbox } from '../../scripts/lib/launchSandbox.ts'
import { errorDetail } from '../../src/core/errors.ts'
import { NOTIFICATION } from '../../src/jobs/store/jobPatch.ts'
import { EditorSession } from './driver/editorSession.ts'
import { setApiKey } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { type Seed, seedJobs } from './seedJobs.ts'

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
const MOVING: readonly Seed[] = [
  { prompt: 'Queued jig', state: 'queued', minutes: 1, patch: { generationId: 'g:3/p' } },
  { prompt: 'Running samba', state: 'generating', minutes: 3, patch: { generationId: 'g:4/p' } },
  { prompt: 'Slow foxtrot', state: 'generating', minutes: 14, patch: { generationId: 'g:5/p' } },
  { prompt: 'Foreign rumba', state: 'generating', minutes: 4, origin: 'https://other.example' },
  { prompt: 'Sought salsa', state: 'unconfirmed', minutes: 2 },
  { prompt: 'Unknown bolero', state: 'unconfirmed', minutes: 9, patch: { nextAt: null } },
]

describe('the list of generations', () => {
  let sandbox: RunningSandbox
  let session: EditorSession
  let window: Workbench

  before(async () => {
    await buildExtension()
    sandbox = await launchSandbox({ seconds: 1 })
    session = await EditorSession.start({ settings: { 'wanVace.apiBaseUrl': sandbox.url } })
    window = await session.open()
    await window.view.open()
  })

  after(async () => {
    await session?.dispose()
    await sandbox?.stop()
  })

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await window.screenshot(`out/e2e/tree-${this.currentTest.title.slice(0, 30)}.png`)
  })

  const origin = () => new URL(sandbox.url).origin
  const rows = () => window.view.texts()

  async function addJobs(seeds: readonly Seed[]): Promise<void> {
    await seedJobs(session.server.dataDir, origin(), seeds)
    await window.view.row(seeds[0]?.prompt ?? '').waitFor()
    await settle()
  }

  /** The list is drawn anew a moment after a change, and a row under the mouse with it. */
  async function settle(): Promise<void> {
    await window.page.waitForTimeout(1500)
  }

  /** The editor takes a click right after a menu opened for the end of the click that opened it. */
  async function choose(row: Locator, name: string): Promise<void> {
    await settle()
    await window.view.openMenu(row)
    await window.page.waitForTimeout(400)
    await window.page.locator('.monaco-menu-container').getByRole('menuitem', { name, exact: true }).click()
  }

  /** Closes the messages; one may go by itself meanwhile. */
  async function hush(): Promise<void> {
    const soon = { timeout: 1000 }
    const gone = () => {}
    while ((await window.notifications.toasts.count()) > 0) {
      const toast = window.notifications.toasts.first()
      await toast.hover(soon).catch(gone)
      await toast.locator('.codicon-notifications-clear').click(soon).catch(gone)
    }
  }

  it('says how to begin: without a key, then without a job', async () => {
    await window.view.welcome.filter({ hasText: 'Set API Key' }).waitFor()
    await setApiKey(window, KEY)
    await window.view.welcome.filter({ hasText: 'No generations yet' }).waitFor()
    await hush()
    const titles = (await window.commandTitles('Wan VACE')).map((title) => title.replace('Wan VACE: ', ''))
    const needJobs = [
      'Retry',
      'Remove',
      'Save As…',
      'Stop Tracking',
      'Export Generations…',
      'Show Request',
      'Show More',
    ]
    assert.deepEqual(
      titles.filter((title) => needJobs.includes(title)),
      [],
    )
  })

  it('shows every state, running first, and counts what runs', async () => {
    await addJobs([...MOVING, ...FINISHED])
    assert.deepEqual(await rows(), [
      'Queued jig queued · 1m',
      'Sought salsa confirming with service · 2m',
      'Running samba generating · 3m',
      'Foreign rumba waiting for other.example · 4m',
      'Slow foxtrot taking longer than usual · 14m',
      'Saved tango 4m ago',
      'Unknown bolero unconfirmed: needs your decision',
      '[Click](command:workbench.action.reloadWindow) ![x](https://x.example/p.png) <img src=x> $(zap) 3h ago',
      'Lost waltz video lost · 3h ago',
      'Failed polka failed · 4h ago',
      'Generation abc 6h ago',
    ])
    assert.deepEqual([await window.view.badge(), await window.statusItem('5 videos').isVisible()], ['5', true])
  })

  it('offers beside and on a row what its state allows', async () => {
    const beside: Record<string, string[]> = {}
    for (const name of ['Running samba', 'Saved tango', 'Unknown bolero', 'Lost waltz', 'Failed polka']) {
      beside[name] = await window.view.inlineActions(window.view.row(name))
    }
    const menu = await window.view.openMenu(window.view.row('Generation abc'))
    await window.view.closeMenu()
    assert.deepEqual(
      { beside, menu },
      {
        beside: {
          'Running samba': ['Stop Tracking'],
          'Saved tango': ['Open'],
          'Unknown bolero': ['Check Again', 'Retry'],
          'Lost waltz': ['Download Again'],
          'Failed polka': ['Retry'],
        },
        menu: ['Open', 'Save As…', 'Copy Generation ID', 'Remove'],
      },
    )
  })

  it('shows a hostile prompt as text and nothing else', async () => {
    const row = window.view.row('[Click]')
    await window.page.mouse.move(900, 500)
    await row.hover()
    const hover = window.page.locator('.workbench-hover', { hasText: '400,000 credits ($0.20)' })
    await hover.filter({ hasText: LINK }).waitFor()
    assert.equal(await hover.locator('a, img, script, code').count(), 0)
    assert.deepEqual([await row.locator('.label-name .codicon, .label-name a').count()], [0])
    await window.page.mouse.move(900, 500)
  })

  it('asks before it stops watching, and looks again on request', async () => {
    await choose(window.view.row('Running samba'), 'Stop Tracking')
    assert.match((await window.notifications.dialog.textContent()) ?? '', /cannot cancel a generation.*bill/s)
    await window.notifications.clickDialog('Stop Tracking')
    await window.view.row('not tracked').waitFor()
    await settle()
    await window.view.clickInline(window.view.row('Running samba'), 'Check Again')
    await window.view.row(/Running samba(?!.*not tracked)/).waitFor()
  })

  it('buys an unconfirmed generation again only after the warning', async () => {
    await settle()
    const sold = async () => (await sandbox.ledger()).length
    const before = await sold()
    await window.view.clickInline(window.view.row('Unknown bolero'), 'Retry')
    assert.match((await window.notifications.dialog.textContent()) ?? '', /billed twice/)
    await window.notifications.clickDialog('Cancel')
    const cancelled = await sold()
    await window.view.clickInline(window.view.row('Unknown bolero'), 'Retry')
    await window.notifications.clickDialog('Generate Again')
    await window.notifications.waitFor(/Unknown bolero.*is ready/)
    assert.deepEqual([before, cancelled, await sold()], [0, 0, 1])
    await hush()
  })

  it('shows the request and saves the video', async () => {
    await choose(window.view.row('Saved tango'), 'Show Request')
    await window.page.locator('.view-lines', { hasText: '"prompt": "Saved tango"' }).waitFor()
    await choose(window.view.row('Saved tango'), 'Save As…')
    await window.quickInput.waitForTitle('Save Video')
    await window.quickInput.accept()
    await window.notifications.waitFor('Saved Saved-tango.mp4')
    assert.equal(readFileSync(join(session.server.workspace, 'Saved-tango.mp4')).length, VIDEO.length)
    await hush()
  })

  it('removes after a question, and brings back', async () => {
    await choose(window.view.row('Saved tango'), 'Remove')
    await window.notifications.clickDialog('Remove')
    await window.view.row('Saved tango').waitFor({ state: 'detached' })
    await window.notifications.click('Removed', 'Undo')
    await window.view.row('Saved tango').waitFor()
    await settle()
    await choose(window.view.row('Failed polka'), 'Remove')
    await window.view.row('Failed polka').waitFor({ state: 'detached' })
    await hush()
  })

  it('takes in what the account made elsewhere', async () => {
    const id = await buyElsewhere()
    const sold = (await sandbox.ledger()).length
    await window.runCommand('Wan VACE: Recover Generations from Account…')
    await window.quickInput.waitForTitle('1/2')
    await window.quickInput.row('Last day').click()
    await window.quickInput.waitForTitle('2/2')
    await window.quickInput.row(id).waitFor()
    await window.quickInput.accept()
    await window.notifications.waitFor('Recovered 1 generation')
    await window.view.row(new RegExp(`^Generation ${id.slice(0, 8)}\\s*(just now|1m ago)`)).waitFor()
    assert.equal((await sandbox.ledger()).length, sold)
    await hush()
  })

  /** A generation that this machine knows nothing of. Waits until the account's logs show it: they lag. */
  async function buyElsewhere(): Promise<string> {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
    const answer = await fetch(`${sandbox.url}/v2/video/generations`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: 'alibaba/wan2.2-vace-fun-a14b-pose',
        video_url: 'https://clips.example/a.mp4',
        prompt: 'From another machine',
        resolution: '240p',
      }),
    })
    const { id } = (await answer.json()) as { id: string }
    const isLogged = async () => {
      const logs = await fetch(`${sandbox.url}/v2/logs?period=1d&limit=100`, { headers })
      return (await logs.text()).includes(id)
    }
    while (!(await isLogged())) await window.page.waitForTimeout(500)
    return id
  }

  it('exports everything to one file and knows it again', async () => {
    await window.runCommand('Wan VACE: Export Generations…')
    await window.quickInput.row('With Videos').click()
    await window.quickInput.waitForTitle('Export Generations')
    await window.page.locator('.quick-input-widget').getByRole('button', { name: 'OK', exact: true }).click()
    await window.notifications.waitFor(/Exported \d+ generations/)
    const names = readdirSync(session.server.workspace)
    await hush()
    await window.runCommand('Wan VACE: Import Generations…')
    await window.quickInput.submitPath(
      'Import Generations',
      join(session.server.workspace, 'wan-vace-generations.jsonl'),
    )
    await window.notifications.waitFor('Imported 0 generations. Already in the list')
    assert.deepEqual(names.toSorted(), ['Saved-tango.mp4', 'wan-vace-generations.jsonl'])
    await hush()
  })

  it('tells many endings at once in one notice', async () => {
    const ended = Array.from({ length: 5 }, (_, index) => ({
      prompt: `Ready ${index}`,
      state: 'completed' as const,
      minutes: 2,
      video: VIDEO,
      patch: { notification: NOTIFICATION.pending },
    }))
    await addJobs(ended)
    await window.notifications.waitFor('5 videos are ready.')
    assert.deepEqual(await window.notifications.texts(), ['5 videos are ready.'])
    await hush()
  })

  it('pages a long list', async () => {
    const old = Array.from({ length: 210 }, (_, index) => ({
      prompt: `Old ${index}`,
      state: 'completed' as const,
      minutes: 60 * 24 * 30 + index,
      patch: { fileState: 'deleted' as const },
    }))
    await seedJobs(session.server.dataDir, origin(), old)
    await settle()
    const last = async () => {
      await window.view.root.locator('.monaco-list').focus()
      await window.page.keyboard.press('End')
      await window.page.waitForTimeout(500)
      return (await window.view.texts()).at(-1)
    }
    const first = await last()
    await window.view.row('Show More').click()
    await settle()
    assert.deepEqual(
      [/^Show More \d+ older$/.test(first ?? ''), await last()],
      [true, 'Old 209 video deleted · 30d ago'],
    )
  })
})
