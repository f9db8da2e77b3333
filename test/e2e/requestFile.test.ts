import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { FormDriver } from './driver/formDriver.ts'
import { TextEditorDriver } from './driver/textEditorDriver.ts'
import { EditorFixture } from './editorFixture.ts'

const FILE = 'dance.wanvace.json'
const TEXT = `// The dance.
{
  "video_url": "clips/dance.mp4", // 5 seconds
  "prompt": "A dancer",
  "seed": 7, // lucky
  // The last one.
  "shift": 3
}
`

/** Problems that the JSON schema reports. */
const NOT_ALLOWED = `{
  "video_url": "https://example.com/a.mp4",
  "num_frames": 9,
  "resolution": "4k",
  "size": 1,
  "preprocess": "yes",
  "image_list": [],
}
`

/** Problems that only the extension knows. */
const NOT_USABLE = `{
  "prompt": "A dancer",
  "video_url": "link.mp4",
  "image_list": ["missing.png", "../../secret.png"],
  "interpolator_model": "rife",
  "image_url": "https://[x/a.png",
  "matrix": {"prompt": ["One", "Two"]},
}
`

describe('a request file', () => {
  let fixture: EditorFixture
  let form: FormDriver
  let editor: TextEditorDriver
  let workspace: string

  before(async () => {
    fixture = await EditorFixture.start({ apiKey: 'e2e-key' })
    form = new FormDriver(fixture.window)
    editor = new TextEditorDriver(fixture.window)
    workspace = fixture.session.server.workspace
    await mkdir(join(workspace, 'clips'))
    const video = await encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 17 }, 1))
    await writeFile(join(workspace, 'clips', 'dance.mp4'), video)
    await writeFile(join(workspace, FILE), TEXT)
  })
  after(() => fixture?.dispose())

  it('has completion and hovers from the parameter table', async () => {
    await writeFile(join(workspace, 'new.wanvace.json'), '{\n  \n}\n')
    await fixture.window.openFile('new.wanvace.json')
    await editor.complete(2, 3, 'num_frames')
    await editor.waitForText('"num_frames": 81')
    await editor.hover('num_frames', 'Length of the video, from 17 to 241 frames.')
    await editor.close('new.wanvace.json')
  })

  it('is generated, with a local file, from its code lens, which then opens the video', async () => {
    const { window, sandbox } = fixture
    await window.openFile(FILE)
    await editor.lens(/Generate/).click()
    await editor.lens(/Open Video/).waitFor({ timeout: 60_000 })
    const [row] = await sandbox.ledger()
    assert.ok(row)
    const { video_url: videoUrl, ...others } = row.body as Record<string, unknown>
    assert.match(String(videoUrl), /^data:video\/mp4;base64,/)
    assert.deepStrictEqual(others, { model: POSE_MODEL.id, prompt: 'A dancer', seed: 7, shift: 3 })
    await editor.lens(/Open Video/).click()
    await window.tab('A dancer').waitFor()
    await window.tab('A dancer').click({ button: 'middle' })
  })

  it('follows its form, keeps comments, and can be undone', async () => {
    const { window } = fixture
    await window.openFile(FILE)
    await editor.lens('Open in Form').click()
    await form.waitForValue('prompt', 'A dancer')
    await form.field('video_url').locator('.item', { hasText: 'dance.mp4' }).waitFor()
    await form.fill('prompt', 'Two dancers')
    await editor.waitForText('"prompt": "Two dancers",')
    await form.openGroups()
    await form.fill('seed', '8')
    await editor.waitForText('"seed": 8, // lucky')
    await form.fill('num_frames', '100')
    await editor.waitForText('"num_frames": 100')
    const expected = TEXT.replace('A dancer', 'Two dancers')
      .replace('7, //', '8, //')
      .replace('3\n', '3,\n  "num_frames": 100\n')
    assert.strictEqual(await editor.text(), expected)

    await editor.word('Two').click()
    for (let step = 0; step < 20 && !(await editor.text()).includes('A dancer'); step++) {
      await window.page.keyboard.press('ControlOrMeta+Z')
      await window.page.waitForTimeout(100)
    }
    assert.strictEqual(await editor.text(), TEXT)
    await form.waitForValue('prompt', 'A dancer')
    await form.waitForValue('seed', '7')
    await form.waitForValue('num_frames', '')
    await editor.typeAt(4, 22, ' alone')
    await form.waitForValue('prompt', 'A dancer alone')
    await editor.close(FILE)
    await form.close()
  })

  it('has a problem for each value that is not valid, at its place and only once', async () => {
    const { window } = fixture
    await writeFile(join(workspace, '..', 'secret.mp4'), 'secret')
    await symlink('../secret.mp4', join(workspace, 'link.mp4'))
    await writeFile(join(workspace, 'wrong.wanvace.json'), NOT_ALLOWED)
    await window.openFile('wrong.wanvace.json')
    await editor.waitForProblems([
      'Missing property "prompt"',
      'Value is below the minimum of 17.',
      'Value is not accepted. Valid values: "auto"',
      'Property size is not allowed.',
      'Incorrect type. Expected "boolean".',
      'Array has too few items',
    ])
    await window.runCommand('Wan VACE: Generate from This Request File')
    await window.notifications.waitFor(/Fix the problems in this file first/)
    await window.notifications.dismissAll()
    await editor.close('wrong.wanvace.json')
    await writeFile(join(workspace, 'unusable.wanvace.json'), NOT_USABLE)
    await window.openFile('unusable.wanvace.json')
    await editor.waitForProblems([
      'This value is ignored: the matrix has values of prompt.',
      'link.mp4 is outside the workspace.',
      'File not found: missing.png',
      '../../secret.png is outside the workspace.',
      '"Interpolation model" is ignored unless',
      'First frame: "https://[x/a.png" is not a valid URL.',
      'doesn\'t list "Reference images"',
    ])
  })

  it('has hovers on video URLs with actions, and can be copied as a program', async () => {
    const { window } = fixture
    await writeFile(
      join(workspace, 'url.wanvace.json'),
      '{"video_url": "https://example.com/clips/jump.mp4", "prompt": "A \'jump\'"}\n',
    )
    await window.openFile('url.wanvace.json')
    await window.runCommand('Wan VACE: Copy Request As…')
    await window.quickInput.pick('cURL')
    await window.statusItem('Copied as cURL.').waitFor()
    const copied = await window.page.evaluate('navigator.clipboard.readText()')
    assert.match(String(copied), /"prompt": "A 'jump'"/)
    const hover = await editor.hover('jump.mp4', 'example.com')
    await hover.getByText('Generate from This Video').click()
    await form.waitForValue('video_url', 'https://example.com/clips/jump.mp4')
    await form.close()
  })

  it('is saved from a generation and from the form, and overwrites no file', async () => {
    const { window } = fixture
    const files = { 'lamp-video_url.mp4': 'mine', 'pixel.png': 'mine too' }
    for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, name), text)
    await window.view.clickMenu(window.view.row('A dancer'), 'Save Request to File…')
    await window.quickInput.submitPath('Save Request', join(workspace, 'lamp.wanvace.json'))
    await editor.waitForText('"video_url": "lamp-video_url-2.mp4"')
    await editor.close('lamp.wanvace.json')

    await form.open()
    await form.fill('prompt', 'A lamp')
    await form.fill('video_url', 'https://example.com/lamp.mp4')
    await form.openGroups()
    await form.paste('image_url', ['pixel.png'])
    await window.runCommand('Wan VACE: Copy Request As…')
    await window.quickInput.pick('Python')
    await window.statusItem('Copied as Python.').waitFor()
    const copied = String(await window.page.evaluate('navigator.clipboard.readText()'))
    assert.match(copied, /"prompt": "A lamp"[\s\S]*data:image\/png;base64,/)
    await window.page.locator('.editor-actions').getByRole('button', { name: 'Save Request to File…' }).click()
    await window.quickInput.submitPath('Save Request', join(workspace, 'form.wanvace.json'))
    await editor.waitForText('"image_url": "pixel-2.png"')
    assert.deepStrictEqual(JSON.parse(await readFile(join(workspace, 'form.wanvace.json'), 'utf8')), {
      prompt: 'A lamp',
      video_url: 'https://example.com/lamp.mp4',
      image_url: 'pixel-2.png',
    })
    for (const [name, text] of Object.entries(files)) {
      assert.strictEqual(await readFile(join(workspace, name), 'utf8'), text)
    }
    await editor.close('form.wanvace.json')
    await form.close()
  })

  it('gets a copy of a file from outside the workspace, if the user agrees', async () => {
    const { window } = fixture
    await writeFile(join(workspace, 'copy.wanvace.json'), '{"prompt": "A copy"}\n')
    await window.openFile('copy.wanvace.json')
    await editor.lens('Open in Form').click()
    await form.waitForValue('prompt', 'A copy')
    await form.openGroups()
    await form.dropFiles('image_url', ['outside.png'])
    await window.notifications.dialog.filter({ hasText: 'can only use files of its workspace' }).waitFor()
    await window.notifications.clickDialog('Cancel')
    await form.dropFiles('image_url', ['outside.png'])
    await window.notifications.clickDialog('Copy')
    await editor.waitForText('"image_url": "outside.png"')
    assert.ok((await readdir(workspace)).includes('outside.png'))
    await editor.close('copy.wanvace.json')
    await form.close()
  })
})
