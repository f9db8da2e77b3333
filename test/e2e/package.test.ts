import assert from 'node:assert/strict'
import { packageExtension, type Vsix } from '../../scripts/lib/packageExtension.ts'
import { SAMPLE_VIDEO_URL } from '../../scripts/lib/sampleWorkspace.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import { generateVideo, measurePlayback } from './driver/userTasks.ts'
import { EditorFixture } from './editorFixture.ts'

describe('the packaged extension', () => {
  let folder: string
  let vsix: Vsix

  before(async () => {
    folder = await makeTempFolder('vsix')
    vsix = await packageExtension(folder)
  })
  after(() => removeTempFolder(folder))

  it('holds what runs, and nothing else', () => {
    const strange = vsix.contents.filter(
      (file) =>
        !/^(dist|media|l10n)\/|^(package(\.nls)?(\.[a-z-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file),
    )
    const sources = vsix.contents.filter((file) => /\.(ts|map|test\.js)$/.test(file))
    assert.deepEqual({ strange, sources }, { strange: [], sources: [] })
    assert.ok(vsix.sizeBytes < 3_000_000, `it has ${vsix.sizeBytes} bytes`)
  })

  it('is installed by the editor, and does the main job against its own sandbox', async () => {
    const stage = await EditorFixture.start({ extension: vsix.file })
    try {
      const { window, sandbox } = stage
      await window.runCommand('Wan VACE: Start Sandbox')
      await window.notifications.waitFor(/sandbox/i)
      await window.notifications.dismissAll()
      await generateVideo(window, { source: SAMPLE_VIDEO_URL, prompt: 'A packaged dancer', resolution: '240p' })
      await window.notifications.waitFor(/is ready/, 90_000)
      await window.notifications.click(/is ready/, 'Open')
      const seen = await measurePlayback(window)
      assert.ok(seen.readyState >= 3 && seen.advancedSeconds > 0.3, JSON.stringify(seen))
      assert.deepEqual(await sandbox.calls(), [], 'the address of the setting was called all the same')
    } finally {
      await stage.dispose()
    }
  })
})
