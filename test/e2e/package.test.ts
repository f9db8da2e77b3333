import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageOf } from '../../scripts/lib/notices.ts'
import { packageExtension, type Vsix } from '../../scripts/lib/packageExtension.ts'
import { ROOT } from '../../scripts/lib/paths.ts'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

const MAX_SIZE_BYTES = 3_000_000

describe('the packaged extension', () => {
  let folder: string
  let vsix: Vsix

  before(async () => {
    folder = await makeTempFolder('vsix')
    vsix = await packageExtension(folder)
  })
  after(() => removeTempFolder(folder))

  it('contains only the files that it needs', () => {
    const unexpected = vsix.contents.filter(
      (file) =>
        !/^(dist|media|l10n)\/|^(package(\.nls)?(\.[a-z-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file),
    )
    const sources = vsix.contents.filter((file) => /\.(ts|map|test\.js)$/.test(file))
    assert.deepEqual({ unexpected, sources }, { unexpected: [], sources: [] })
    assert.ok(vsix.sizeBytes < MAX_SIZE_BYTES, `the package has ${vsix.sizeBytes} bytes`)
  })

  it('has a notice for each package that its bundles contain', () => {
    const dist = join(ROOT, 'dist')
    const maps = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js.map'))
    const sources = maps.flatMap((file): string[] => JSON.parse(readFileSync(join(dist, file), 'utf8')).sources)
    const packages = new Set(sources.flatMap((source) => packageOf(source) ?? []))
    const notices = readFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), 'utf8')
    assert.deepEqual(
      [...packages].filter((name) => !notices.includes(`${name} `)),
      [],
    )
    assert.ok(packages.has('undici') && notices.includes('libmp4v2'), notices.slice(0, 1000))
    assert.ok(vsix.contents.includes('dist/THIRD_PARTY_NOTICES.txt'))
  })

  it('generates a video with its own sandbox after its installation', async () => {
    const fixture = await EditorFixture.start({ extension: vsix.file })
    try {
      const { window, sandbox } = fixture
      await window.runCommand('Wan VACE: Start Sandbox')
      await window.notifications.waitFor(/sandbox/i)
      await window.notifications.dismissAll()
      await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: 'A packaged dancer', resolution: '240p' })
      await window.notifications.waitFor(/is ready/, 90_000)
      await window.notifications.click(/is ready/, 'Open')
      const playback = await measurePlayback(window)
      assert.ok(playback.readyState >= 3 && playback.advancedSeconds > 0.3, JSON.stringify(playback))
      assert.deepEqual(await sandbox.calls(), [], 'the URL in the settings was called')
    } finally {
      await fixture.dispose()
    }
  })
})
