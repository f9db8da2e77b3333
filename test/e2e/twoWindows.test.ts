import assert from 'node:assert/strict'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { extensionHostPids } from './driver/extensionHosts.ts'
import { generateVideo } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { EditorFixture } from './editorFixture.ts'

const PROMPT = 'A dancer in two windows'
/** A second notification would appear within this time. */
const OBSERVATION_MS = 3000

describe('two windows', function () {
  this.timeout(240_000)
  let fixture: EditorFixture
  let first: Workbench
  let second: Workbench

  before(async function () {
    // `extensionHostPids` requires Linux.
    if (process.platform !== 'linux') this.skip()
    fixture = await EditorFixture.start({ sandbox: { seconds: 10 }, apiKey: 'e2e-key' })
    first = fixture.window
    second = await fixture.session.open()
    await second.view.open()
  })
  after(() => fixture?.dispose())

  it('show the same jobs within two seconds', async () => {
    // A window in the background draws once a second, and every click waits for two frames.
    await first.page.bringToFront()
    await generateVideo(first, { source: SAMPLE_VIDEO_URL, prompt: PROMPT, resolution: '240p', aspectRatio: '1:1' })
    await first.view.row(PROMPT).waitFor()
    await second.view.row(PROMPT).waitFor({ timeout: 2000 })
  })

  it('complete the job and notify once after the window that submitted it is killed', async () => {
    const [oldestPid] = await extensionHostPids(fixture.session.server.pid)
    assert.ok(oldestPid !== undefined)
    process.kill(oldestPid, 'SIGKILL')
    // An open window would restart its extension host.
    await first.page.close()
    await second.page.bringToFront()
    await second.notifications.waitFor(/is ready/, 150_000)
    await second.page.waitForTimeout(OBSERVATION_MS)
    const notifications = (await second.notifications.texts()).filter((text) => /is ready/.test(text))
    const billed = await fixture.sandbox.ledger()
    assert.deepEqual({ notifications: notifications.length, billed: billed.length }, { notifications: 1, billed: 1 })
  })
})
