import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import type { Theme } from '../../scripts/editor/themes.ts'
import { errorDetail } from '../../src/core/errors.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import { accessibilityViolations } from './driver/accessibility.ts'
import type { EditorSession } from './driver/editorSession.ts'
import { waitUntilTabIsStored } from './driver/storedTabs.ts'
import type { Workbench } from './driver/workbench.ts'
import { seedJobs, storageFolder } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

const ORIGIN = 'https://api.aimlapi.com'
const MARKUP = `<img src=x onerror="document.title='hacked'"> & \${alert(1)} <script>alert(2)</script>`
const LONG_PROMPT = `A long dance${' and another step'.repeat(40)}`

/** The members of a video element that these tests use; tests are compiled without the DOM types. */
interface Video {
  readonly src: string
  readonly loop: boolean
  readonly muted: boolean
  readonly paused: boolean
  readonly readyState: number
  readonly ownerDocument: { readonly defaultView: { readonly innerWidth: number } }
  currentTime: number
  play(): Promise<void>
  pause(): void
  getBoundingClientRect(): { readonly right: number }
}

interface Selectable {
  readonly ownerDocument: { getSelection(): { selectAllChildren(element: Selectable): void } }
}

describe('the preview', () => {
  let session: EditorSession
  let workbench: Workbench
  let store: JobStore
  let clip: Uint8Array
  const policyViolations: string[] = []

  before(async () => {
    clip = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 81 }, 1))
    session = await sharedSession.acquire()
    const saved = { state: 'completed', video: clip } as const
    await seedJobs(session.server.dataDir, ORIGIN, [
      { ...saved, prompt: 'A saved dance', minutes: 5, patch: { generationId: 'g:1/pose', creditsUsed: 400_000 } },
      { ...saved, prompt: MARKUP, minutes: 6 },
      { ...saved, prompt: 'A broken file', minutes: 7, video: new TextEncoder().encode('not a video') },
      { prompt: LONG_PROMPT, state: 'queued', minutes: 3, patch: { generationId: 'g:5/pose' } },
      { prompt: 'A dance in the making', state: 'generating', minutes: 12, patch: { generationId: 'g:2/pose' } },
      {
        prompt: 'A failed dance',
        state: 'failed',
        minutes: 8,
        patch: {
          generationId: 'g:3/pose',
          remoteStatus: 'error',
          error: errorDetail('generationFailed', {}, { name: 'NoPose', message: 'No pose was found.' }),
        },
      },
    ])
    store = new JobStore(storageFolder(session.server.dataDir), { info() {}, warn() {}, error() {} }, Date.now())
    workbench = await session.open()
    workbench.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) policyViolations.push(message.text())
    })
  })

  after(async () => {
    await store?.close()
    if (session) await sharedSession.release(session)
  })

  const page = () => workbench.webview().locator('body')
  const video = () => page().locator('video')

  async function open(prompt: string): Promise<void> {
    await workbench.view.open()
    await workbench.view.click(workbench.view.row(prompt))
    // Wait for the prompt instead of the tab: the page of the previous tab can still be visible for a moment.
    await page().locator('.prompt .text', { hasText: prompt }).waitFor()
  }

  it('opens from the list and plays the file in a loop without sound', async () => {
    await open('A saved dance')
    await assertPlays(video())
    const state = await video().evaluate((it: Video) => ({
      isLocal: /^https?:\/\/[^/]*vscode-(resource|cdn)|\/vscode-remote-resource/.test(it.src),
      loop: it.loop,
      muted: it.muted,
      fits: it.getBoundingClientRect().right <= it.ownerDocument.defaultView.innerWidth,
    }))
    assert.deepEqual(state, { isLocal: true, loop: true, muted: true, fits: true })
    await workbench.screenshot('out/e2e/preview.png')
  })

  it('has a content security policy without unsafe sources and other hosts', async () => {
    const policy = await workbench.webview().locator('meta[http-equiv]').getAttribute('content')
    assert.ok(policy)
    assert.match(policy, /^default-src 'none'; script-src 'nonce-/)
    assert.doesNotMatch(policy, /unsafe|\*(?!\.vscode-cdn\.net)|aimlapi|img-src|connect-src/)
  })

  it('keeps focus, selection and expanded text when the job changes', async () => {
    await open('A long dance')
    const stop = page().locator('vscode-button', { hasText: 'Stop Tracking' })
    await page().getByRole('button', { name: 'Show More' }).click()
    await stop.focus()
    await page()
      .locator('.prompt .text')
      .evaluate((it: Selectable) => it.ownerDocument.getSelection().selectAllChildren(it))
    const job = store.list().find(({ prompt }) => prompt.startsWith('A long dance'))
    assert.ok(job)
    await store.transition(job.id, 'generating', { submittedAt: Date.now(), remoteStatus: 'generating' })
    await page().locator('dt', { hasText: 'Accepted' }).waitFor()
    const actual = {
      isExpanded: await page().getByRole('button', { name: 'Show Less' }).count(),
      focused: await page().locator(':focus').textContent(),
      selected: await page().evaluate((it: Selectable) => `${it.ownerDocument.getSelection()}`),
    }
    assert.deepEqual(actual, { isExpanded: 1, focused: 'Stop Tracking', selected: LONG_PROMPT })
  })

  it('shows markup in a prompt as text', async () => {
    await open('onerror=')
    const actual = {
      prompt: await page().locator('.prompt .text').textContent(),
      title: await workbench.webview().locator('title').textContent(),
      elements: await page().locator('img, .text script').count(),
    }
    assert.deepEqual(actual, { prompt: MARKUP, title: 'Wan VACE', elements: 0 })
  })

  it('continues at the same position when its tab is shown again', async () => {
    await workbench.view.row('A saved dance').dblclick()
    await open('A saved dance')
    await video().evaluate(async (it: Video) => {
      it.pause()
      it.currentTime = 3
    })
    await open('A failed dance')
    await workbench.tab('A saved dance').click()
    await waitUntil(
      'the video continues at its position',
      async () => (await video().evaluate((it: Video) => it.currentTime)) === 3,
    )
    assert.equal(await video().evaluate((it: Video) => it.paused), true)
    await video().evaluate((it: Video) => it.play())
  })

  it('shows why a generation failed, the billing status, and Retry', async () => {
    await open('A failed dance')
    const text = (await page().locator('.message').textContent()) ?? ''
    assert.match(text, /No pose was found \(NoPose\)\. Nothing was charged/)
    await page().locator('vscode-button', { hasText: 'Retry' }).waitFor()
  })

  it('shows that a file cannot be played, and Download Again', async () => {
    await open('A broken file')
    await page().locator('.message', { hasText: 'Cannot play this video' }).waitFor()
    const labels = await page().locator('vscode-button').allInnerTexts()
    assert.deepEqual(labels.slice(0, 2), ['Download Again', 'Open Externally'])
  })

  it('runs the action of a button', async () => {
    await open('A saved dance')
    await page().getByRole('button', { name: 'Copy Generation ID' }).click()
    await waitUntil(
      'the generation ID is copied',
      async () => (await workbench.page.evaluate('navigator.clipboard.readText()')) === 'g:1/pose',
    )
  })

  it('is restored and plays after a reload of the window', async () => {
    await open('A saved dance')
    await waitUntilTabIsStored(workbench.page, 'A%20saved%20dance', /paused\W+false/)
    await workbench.reload()
    await page().locator('.prompt .text', { hasText: 'A saved dance' }).waitFor()
    await assertPlays(video())
  })

  it('opens no second tab for a job whose tab was restored', async () => {
    await open('A failed dance')
    assert.equal(await workbench.page.locator('.tab', { hasText: 'A failed dance' }).count(), 1)
  })

  it('of a running job changes to the video when it is saved', async () => {
    await open('A dance in the making')
    await page()
      .locator('.message', { hasText: /Paused.*Started 1[2-9] min/s })
      .waitFor()
    await page().locator('.slow', { hasText: 'longer than usual' }).waitFor()
    const job = store.list().find(({ prompt }) => prompt === 'A dance in the making')
    assert.ok(job)
    const name = `${job.id}.mp4`
    // Another window writes the file first, then updates the store.
    writeFileSync(join(store.ensureVideosFolder(), name), clip)
    await store.transition(job.id, 'completed', { finishedAt: Date.now(), nextAt: null, fileState: 'downloading' })
    await page().locator('.message', { hasText: 'Downloading the video…' }).waitFor()
    await store.patch(job.id, { fileState: 'saved', fileName: name, fileSizeBytes: clip.length })
    await assertPlays(video())
    assert.equal(await page().locator('[role=status]').textContent(), 'Completed')
  })

  it('does not play a result URL on this computer', async () => {
    const origin = 'http://127.0.0.1:1'
    const patch = { generationId: 'g:4/pose', resultUrl: `${origin}/v.mp4`, fileState: 'failed' } as const
    const seed = { prompt: 'A local dance', state: 'completed', minutes: 20, patch } as const
    await seedJobs(session.server.dataDir, origin, [seed])
    await workbench.view.row('A local dance').waitFor()
    await open('A local dance')
    await page().locator('.message', { hasText: 'Could not download the video' }).waitFor()
    const policy = await workbench.webview().locator('meta[http-equiv]').getAttribute('content')
    assert.doesNotMatch(policy ?? '', /127\.0\.0\.1:1\b/)
  })

  it('shows that its job was removed', async () => {
    await open('A dance in the making')
    const job = store.list().find(({ prompt }) => prompt === 'A dance in the making')
    assert.ok(job)
    await store.setRemoved(job.id, Date.now())
    await page().locator('.message', { hasText: 'This generation was removed' }).waitFor()
  })

  it('does not violate its content security policy', async () => {
    assert.deepEqual(policyViolations, [])
    // Shows that the check above sees violations.
    await page().evaluate((it: { setAttribute(name: string, value: string): void }) =>
      it.setAttribute('style', 'top:0'),
    )
    await waitUntil('the page reports a policy violation', async () => policyViolations.length === 1)
  })

  for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const satisfies Theme[]) {
    it(`has no accessibility violation in ${theme}`, async () => {
      await workbench.setTheme(theme)
      const violations: string[] = []
      for (const prompt of ['A saved dance', 'A failed dance']) {
        await open(prompt)
        violations.push(...(await accessibilityViolations(page())))
        await workbench.screenshot(`out/e2e/preview-${prompt.split(' ')[1]}-${theme}.png`)
      }
      assert.deepEqual(violations, [])
    })
  }
})

async function assertPlays(video: Locator): Promise<void> {
  const time = () => video.evaluate((it: Video) => (it.readyState > 1 && !it.paused ? it.currentTime : 0))
  await waitUntil('the video plays', async () => (await time()) > 0)
  const before = await time()
  await waitUntil('the video continues', async () => (await time()) !== before)
}
