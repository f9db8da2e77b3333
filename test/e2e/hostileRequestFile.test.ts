import assert from 'node:assert/strict'
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { FormDriver } from './driver/formDriver.ts'
import { TextEditorDriver } from './driver/textEditorDriver.ts'
import { EditorFixture, type FixtureOptions } from './editorFixture.ts'

/** Mounts with `relatime` update the access time of a file if it is older than this. */
const OLD = new Date('2020-01-01')

const SECRETS = ['secret.mp4', 'secret.png', 'folder/secret.png']

const RESTRICTED: FixtureOptions = {
  restrictedMode: true,
  settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
}

/** Counts the requests that it receives. */
class CountingServer {
  readonly paths: string[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      this.paths.push(request.url ?? '')
      response.end('{}')
    })
  }

  static async start(): Promise<CountingServer> {
    const counting = new CountingServer()
    await new Promise<void>((resolve) => counting.#server.listen(0, '127.0.0.1', resolve))
    return counting
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.close()
  }
}

for (const [name, options] of [
  ['a trusted workspace', {}],
  ['an untrusted workspace', RESTRICTED],
] as const) {
  describe(`a hostile request file in ${name}`, () => {
    let fixture: EditorFixture
    let editor: TextEditorDriver
    let form: FormDriver
    let server: CountingServer
    let outside: string
    let calls: number

    before(async () => {
      server = await CountingServer.start()
      fixture = await EditorFixture.start({ ...options, apiKey: 'e2e-key' })
      editor = new TextEditorDriver(fixture.window)
      form = new FormDriver(fixture.window)
      const { workspace } = fixture.session.server
      outside = join(workspace, '..')
      await mkdir(join(outside, 'folder'), { recursive: true })
      for (const file of [...SECRETS, 'control']) {
        await writeFile(join(outside, file), 'secret')
        await utimes(join(outside, file), OLD, OLD)
      }
      await symlink('../secret.png', join(workspace, 'link.png'))
      await symlink('../folder', join(workspace, 'linked'))
      await writeFiles(workspace)
      // Reads the price from the service, which the code lens shows.
      await fixture.window.openFile('plain.wanvace.json')
      await editor.lens(/Generate \(≈/).waitFor()
      await editor.close('plain.wanvace.json')
      if (options === RESTRICTED) await fixture.window.statusItem('Restricted Mode').waitFor()
      calls = (await fixture.sandbox.calls()).length
    })
    after(async () => {
      await fixture?.dispose()
      server?.close()
    })

    async function writeFiles(workspace: string): Promise<void> {
      const { url } = server
      const markup = `<img src="${url}/1.png"> ![a](${url}/2.png) [b](command:wanVace.generateRequestFile) $(trash)`
      const common = `"video_url": "${url}/a.mp4", "prompt": ${JSON.stringify(markup)}`
      const paths = {
        prompt: 'Paths',
        video_url: '../secret.mp4',
        image_url: join(outside, 'secret.png'),
        last_image_url: `file://${join(outside, 'secret.png')}`,
        image_list: ['link.png', 'linked/secret.png'],
      }
      const files = {
        schema: `{\n"$schema": "${url}/schema.json", ${common}}`,
        escaped: `{\n"\\u0024schema": "${url}/escaped.json", ${common}}`,
        unquoted: `{\n$schema: "${url}/unquoted.json", ${common}}`,
        paths: JSON.stringify(paths, null, 2),
        large: JSON.stringify({ prompt: '<b>'.repeat(1_700_000), video_url: `${url}/large.mp4` }),
        deep: `${'{"matrix":'.repeat(100_000)}`,
        plain: '{}',
        control: '{"video_url": "https://clips.example/a.mp4"}',
      }
      for (const [file, text] of Object.entries(files)) await writeFile(join(workspace, `${file}.wanvace.json`), text)
    }

    it('is shown with its problems', async () => {
      const { window } = fixture
      await window.openFile('schema.wanvace.json')
      // The editor asks for code lenses only while it has the focus.
      await editor.lens('Open in Form').waitFor()
      await editor.waitForProblems(['Remove $schema.', 'is on this computer'])
      await editor.hover('a.mp4', '127.0.0.1')
      await editor.lens('Open in Form').click()
      await form.waitForValue('video_url', `${server.url}/a.mp4`)
      await form.close()
      await window.openFile('paths.wanvace.json')
      await editor.lens('Open in Form').click()
      await form.waitForValue('prompt', 'Paths')
      await form.close()
      await editor.close('paths.wanvace.json')
      await editor.close('schema.wanvace.json')
      for (const file of ['escaped', 'unquoted', 'large', 'deep']) {
        await window.openFile(`${file}.wanvace.json`)
        await editor.close(`${file}.wanvace.json`)
      }
      // The editor's JSON support has read the files that were opened before this one.
      await window.openFile('control.wanvace.json')
      await editor.waitForProblems(['Missing property "prompt"'])
    })

    it('sends no request, reads no file of another folder, and buys nothing', async () => {
      assert.deepEqual(server.paths, [])
      const others = (await fixture.sandbox.calls()).slice(calls).filter(({ path }) => path !== '/v2/billing')
      // The form shows the balance.
      assert.deepEqual(others, [])
      const accessTime = async (file: string) => (await stat(join(outside, file))).atime.getTime()
      const times = await Promise.all(SECRETS.map(accessTime))
      await readFile(join(outside, 'control'))
      // With the mount option `noatime`, no access can be seen.
      if ((await accessTime('control')) === OLD.getTime()) return
      assert.deepEqual(
        times,
        SECRETS.map(() => OLD.getTime()),
      )
    })
  })
}
