import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { becomes } from './driver/becomes.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const REQUEST = {
  video_url: 'https://clips.example/dance.mp4',
  resolution: '240p',
  aspect_ratio: '1:1',
  prompt: 'A dancer from a task',
}

describe('a task of tasks.json', function () {
  this.timeout(180_000)
  let fixture: EditorFixture
  let window: Workbench

  before(async () => {
    const tasks = ['dance', 'wrong'].map((name) => ({
      ...{ label: name, type: 'wanVace', file: `${name}.wanvace.json`, problemMatcher: [] },
    }))
    const outside = { label: 'outside', type: 'wanVace', file: '../outside.wanvace.json', problemMatcher: [] }
    fixture = await EditorFixture.start({
      apiKey: 'e2e-key',
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
      files: {
        '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [...tasks, outside] }),
        'dance.wanvace.json': JSON.stringify({ ...REQUEST, matrix: { seed: [1, 2] } }),
        'wrong.wanvace.json': JSON.stringify({ ...REQUEST, num_frames: 'many' }),
      },
    })
    window = fixture.window
  })
  after(() => fixture?.dispose())

  /** The text of the terminal. */
  const terminal = () => window.page.locator('.terminal.xterm .xterm-rows').last()

  async function run(label: string): Promise<void> {
    const row = window.quickInput.rowLabeled(label)
    // The first time, the editor starts every extension that provides tasks. On a slow machine, the list may not open then.
    for (let attempt = 0; attempt < 5; attempt++) {
      await window.runCommand('Tasks: Run Task')
      if (await becomes('visible', row, 15_000)) break
    }
    await row.click()
  }

  it('generates the videos after a question, shows them, and ends', async () => {
    await run('dance')
    await window.notifications.clickDialog('Generate')
    await window.notifications.click(/without asking/, "Don't Ask Again")
    await terminal().filter({ hasText: '2 of 2 videos are saved.' }).waitFor({ timeout: 60_000 })
    await terminal()
      .filter({ hasText: /\[1\/2\]\sseed\s1/ })
      .waitFor()
    assert.equal((await fixture.sandbox.ledger()).length, 2)
  })

  it('runs again without a question, and its videos are saved although its terminal is closed', async () => {
    await window.notifications.dismissAll()
    await run('dance')
    await window.view.row(/0 of 2|1 of 2/).waitFor()
    assert.equal(await window.notifications.dialog.count(), 0)
    await window.runCommand('Terminal: Kill All Terminals')
    await window.notifications.waitFor(/2 videos are ready/, 60_000)
    assert.equal((await fixture.sandbox.ledger()).length, 4)
  })

  it('asks again when its file has changed, and ends with exit code 1 if the user cancels', async () => {
    await window.notifications.dismissAll()
    const file = join(fixture.session.server.workspace, 'dance.wanvace.json')
    await writeFile(file, JSON.stringify({ ...REQUEST, matrix: { seed: [1, 2, 3] } }))
    await run('dance')
    await window.notifications.dialog.filter({ hasText: 'Generate 3 videos' }).waitFor()
    await window.notifications.clickDialog('Cancel')
    await terminal().filter({ hasText: 'exit code: 1' }).waitFor()
    assert.equal((await fixture.sandbox.ledger()).length, 4)
  })

  for (const [label, text] of [
    ['wrong', 'Fix the problems in this file first'],
    ['outside', 'is not a request file of this workspace'],
  ] as const) {
    it(`ends with exit code 1 without a call if its file cannot be used: ${label}`, async () => {
      const before = (await fixture.sandbox.calls()).length
      await run(label)
      await terminal().filter({ hasText: text }).filter({ hasText: 'exit code: 1' }).waitFor()
      assert.equal((await fixture.sandbox.calls()).slice(before).filter(({ method }) => method === 'POST').length, 0)
    })
  }
})
