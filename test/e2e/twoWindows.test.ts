import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { generateVideo } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer for two'

describe('two windows on one storage', function () {
  this.timeout(240_000)
  let stage: EditorFixture
  let first: Workbench
  let second: Workbench

  before(async function () {
    // Which process is whose is read from /proc.
    if (process.platform !== 'linux') this.skip()
    stage = await EditorFixture.start({ sandbox: { seconds: 20 }, apiKey: 'e2e-key' })
    first = stage.window
    second = await stage.session.open()
    await second.view.open()
  })
  after(() => stage?.dispose())

  it('show the same jobs within two seconds', async () => {
    await generateVideo(first, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '1:1' })
    await first.view.row(PROMPT).waitFor()
    await second.view.row(PROMPT).waitFor({ timeout: 2000 })
  })

  it('finish the job, and tell of it once, though the window that began it is killed', async () => {
    const [oldest] = await extensionHosts(stage.session.server.pid)
    assert.ok(oldest !== undefined)
    process.kill(oldest, 'SIGKILL')
    // At once: the editor would start another extension host for a window that stays.
    await first.page.close()
    await second.notifications.waitFor(/is ready/, 150_000)
    await second.page.waitForTimeout(3000)
    const told = (await second.notifications.texts()).filter((text) => /is ready/.test(text))
    const sold = await stage.sandbox.ledger()
    assert.deepEqual({ told: told.length, sold: sold.length }, { told: 1, sold: 1 })
  })
})

/** Process ids of the extension hosts below a server, oldest first. */
async function extensionHosts(serverPid: number): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [stat, line] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    )
    const parent = Number(stat?.split(') ')[1]?.split(' ')[1])
    if (parent === serverPid && line?.includes('--type=extensionHost')) found.push(Number(name))
  }
  return found.sort((one, other) => one - other)
}
