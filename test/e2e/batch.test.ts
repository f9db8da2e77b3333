import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompareDriver } from './driver/compareDriver.ts'
import { TextEditorDriver } from './driver/textEditorDriver.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const GENERATE_ALL = 'Wan VACE: Generate All Requests of This File'
const SMALL = { video_url: 'https://clips.example/dance.mp4', resolution: '240p', aspect_ratio: '1:1' }

/** The prompt, so that each batch has its own rows and ledger entries. */
function matrix(prompt: string, axes: Readonly<Record<string, readonly unknown[]>>): string {
  // A comment and a trailing comma, as in files that people write.
  const common = JSON.stringify({ ...SMALL, prompt }, null, 2).replace(/\n}$/, ',')
  return `${common}\n  // Every combination is one request.\n  "matrix": ${JSON.stringify(axes)},\n}\n`
}

describe('a batch', function () {
  this.timeout(240_000)
  let fixture: EditorFixture
  let window: Workbench

  before(async () => {
    fixture = await EditorFixture.start({
      sandbox: { seconds: 3 },
      apiKey: 'e2e-key',
      settings: { 'wanVace.confirmAbovePrice': 0.35 },
    })
    window = fixture.window
  })
  after(() => fixture?.dispose())

  const row = (name: string) => window.view.row(name)

  async function openFile(name: string, text: string): Promise<void> {
    await writeFile(join(fixture.session.server.workspace, name), text)
    await window.openFile(name)
  }

  async function generateAll(): Promise<void> {
    await window.runCommand(GENERATE_ALL)
    await window.notifications.clickDialog('Generate All')
  }

  const billed = async () => (await fixture.sandbox.ledger()).length

  it('of a matrix shows its number and a limit first, then one group, and one notification at the end', async () => {
    await openFile('dance.wanvace.json', matrix('A dancer', { seed: [1, 2], guidance_scale: [4, 6] }))
    await new TextEditorDriver(window).lens(/Generate All \(4 × ≈ \$\d/).click()
    const question = window.notifications.dialog.filter({ hasText: /Generate 4 videos.*4 videos: about \$\d/s })
    await question.getByText('This is more than $0.35, the price in the setting "wanVace.confirmAbovePrice".').waitFor()
    await window.notifications.clickDialog('Cancel')
    assert.equal(await billed(), 0)
    await generateAll()
    await row('dance')
      .filter({ hasText: /\d of 4/ })
      .waitFor()
    await row('seed 2 · guidance 6').waitFor()
    await window.notifications.waitFor(/“\u2068dance\u2069” has ended: 4 videos are ready/, 60_000)
    await row('dance').filter({ hasText: '4 of 4' }).waitFor()
    assert.deepEqual([await billed(), (await window.notifications.texts()).length], [4, 1])
  })

  it('is compared with the axes of its matrix as rows and columns', async () => {
    await window.notifications.click(/has ended/, 'Compare Batch')
    const comparison = new CompareDriver(window)
    await comparison.waitForVideos(4)
    const headings = await comparison.page.locator('.heading').allTextContents()
    assert.deepEqual(headings, ['Guidance scale: 4', 'Guidance scale: 6', 'Seed: 1', 'Seed: 2'])
    await window.notifications.dismissAll()
  })

  it('of a list is sent in its order', async () => {
    const list = ['First', 'Second', 'Third'].map((prompt) => ({ ...SMALL, prompt }))
    await openFile('list.wanvace.json', JSON.stringify(list))
    const before = await billed()
    await window.runCommand(GENERATE_ALL)
    await window.notifications.dialog.filter({ hasText: '3 videos: about $' }).waitFor()
    assert.doesNotMatch(String(await window.notifications.dialog.textContent()), /more than/)
    await window.notifications.clickDialog('Generate All')
    await window.notifications.waitFor(/“\u2068list\u2069” has ended: 3 videos are ready/, 60_000)
    assert.equal(await billed(), before + 3)
    await window.notifications.dismissAll()
  })

  it('is refused if the file has too many requests, or a problem', async () => {
    const before = await fixture.sandbox.calls()
    const seeds = Array.from({ length: 11 }, (_, seed) => seed)
    await openFile(
      'large.wanvace.json',
      matrix('Too many', { seed: seeds, num_inference_steps: seeds.map((n) => n + 1) }),
    )
    await window.runCommand(GENERATE_ALL)
    await window.notifications.waitFor(/121 requests.*at most 100/)
    await window.runCommand('Problems: Focus on Problems View')
    await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'This file makes 121 requests.' }).waitFor()
    await window.notifications.dismissAll()
    await openFile('wrong.wanvace.json', matrix('A problem', { seed: [1, 'two'] }))
    await window.runCommand(GENERATE_ALL)
    await window.notifications.waitFor(/Fix the problems in this file first/)
    await window.notifications.dismissAll()
    const posts = (await fixture.sandbox.calls()).slice(before.length).filter(({ method }) => method === 'POST')
    assert.deepEqual(posts, [])
  })

  it('sends its failed requests again with one command, and buys each video once', async () => {
    const before = await billed()
    await fixture.sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      times: 2,
      fault: { kind: 'failGeneration', name: 'Overloaded', message: 'Try again later.' },
    })
    const list = ['One', 'Two', 'Three'].map((prompt) => ({ ...SMALL, prompt }))
    await openFile('retry.wanvace.json', JSON.stringify(list))
    await generateAll()
    await window.notifications.waitFor(/“\u2068retry\u2069” has ended: .*2 generations failed/, 60_000)
    await window.notifications.click(/has ended/, 'Retry Failed')
    await window.notifications.dialog.filter({ hasText: /Retry 2 failed requests.*2 videos: about/s }).waitFor()
    await window.notifications.clickDialog('Retry Failed')
    await row('retry').filter({ hasText: '3 of 3' }).waitFor({ timeout: 60_000 })
    assert.ok(!(await window.view.inlineActions(row('retry'))).some((label) => label.includes('Retry')))
    const made = (await fixture.sandbox.ledger()).slice(before)
    assert.deepEqual([made.length, made.filter(({ status }) => status === 'completed').length], [5, 3])
    await window.notifications.dismissAll()
  })

  it('does not send the rest after Stop the Rest', async () => {
    await fixture.sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      times: -1,
      fault: { kind: 'delay', ms: 4000 },
    })
    const before = await billed()
    await openFile('stop.wanvace.json', matrix('A stopped dancer', { seed: [1, 2, 3, 4, 5, 6] }))
    await generateAll()
    await row('A stopped dancer').waitFor()
    await window.view.clickInline(row('stop'), 'Stop the Rest of a Batch')
    await row('stop')
      .filter({ hasText: /\d stopped/ })
      .waitFor()
    await fixture.sandbox.clearFaults()
    await window.notifications.waitFor(/“\u2068stop\u2069” has ended: .* were not sent/, 60_000)
    const sent = (await billed()) - before
    assert.ok(sent > 0 && sent < 6, `${sent} requests were sent`)
    await window.notifications.dismissAll()
  })

  it('continues after the editor was killed, and buys each video once', async () => {
    await fixture.sandbox.addFaults({
      match: { method: 'POST', path: '/v2/video/generations' },
      after: 2,
      times: -1,
      fault: { kind: 'delay', ms: 30_000 },
    })
    const before = await billed()
    await openFile('kill.wanvace.json', matrix('A killed dancer', { seed: [1, 2, 3, 4, 5, 6] }))
    await generateAll()
    await row('A killed dancer').waitFor()
    // The service has both requests that are being sent. One that was stored and not sent yet could only be found by the user.
    while ((await billed()) < before + 4) await window.page.waitForTimeout(50)
    await fixture.session.crash()
    await fixture.sandbox.clearFaults()
    window = await fixture.session.open()
    await window.view.open()
    await window.notifications.waitFor(/“\u2068kill\u2069” has ended: 6 videos are ready/, 120_000)
    const bought = (await fixture.sandbox.ledger()).slice(before)
    assert.deepEqual([bought.length, new Set(bought.map((entry) => entry.client_request_id)).size], [6, 6])
  })
})
