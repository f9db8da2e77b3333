import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type SnippetLanguage, snippet } from '../../../../src/core/model/snippets.ts'
import { startSandbox } from '../../../../src/sandbox/startSandbox.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const HOSTILE = `'; touch hacked #" \\" $(touch hacked) \`touch hacked\` \${HOME} %s \\n\nREQUEST\n</script> """ ''' {x} \u2028\u0000\u202e 👯 \\`
const BODY = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  video_url: "https://example.com/a.mp4?a=1&b='2'",
  prompt: HOSTILE,
  negative_prompt: '',
  num_frames: 17,
  resolution: '240p',
  preprocess: true,
  enable_safety_checker: false,
  image_list: ['https://example.com/1.png', 'https://example.com/2.png'],
  guidance_scale: 4.5,
}

interface Runner {
  readonly language: SnippetLanguage
  readonly file: string
  readonly command: string
  /** Whether this computer can run it. */
  readonly check: readonly string[]
}

const RUNNERS: readonly Runner[] = [
  { language: 'curl', file: 'run.sh', command: 'bash', check: ['-c', 'curl --version'] },
  { language: 'python', file: 'run.py', command: 'python3', check: ['-c', 'import requests'] },
  { language: 'javascript', file: 'run.mjs', command: process.execPath, check: ['--version'] },
]

describe('code snippets', () => {
  for (const { language, file, command, check } of RUNNERS) {
    const canRun = spawnSync(command, check).status === 0
    const title = 'create a generation, poll it and download the video, whatever the texts contain'
    // A missing program of this computer says nothing about the snippet.
    if (!canRun) {
      console.log(`      ${language}: not run, because ${command} ${check.join(' ')} failed.`)
      continue
    }
    it(`${language}: ${title}`, async () => {
      using folder = tempFolder()
      const sandbox = await startSandbox({ seconds: 1, control: true })
      try {
        const text = snippet(language, { baseUrl: sandbox.url, body: BODY })
        // The service takes minutes, the sandbox a second.
        const fast = text.replace('sleep 10', 'sleep 0.2').replace('sleep(10)', 'sleep(0.2)').replace('10_000', '200')
        assert.notStrictEqual(fast, text)
        writeFileSync(join(folder.path, file), fast)
        const env = { PATH: process.env['PATH'], AIMLAPI_API_KEY: 'key', NO_PROXY: '127.0.0.1' }
        await promisify(execFile)(command, [file], { cwd: folder.path, env, timeout: 30_000 })
        const video = readFileSync(join(folder.path, 'video.mp4'))
        assert.strictEqual(video.subarray(4, 8).toString('latin1'), 'ftyp')
        const ledger = await (await fetch(`${sandbox.url}/_sandbox/ledger`)).json()
        assert.deepStrictEqual(
          (ledger as { body: unknown }[]).map(({ body }) => body),
          [BODY],
        )
      } finally {
        await sandbox.close()
      }
    })
  }

  it('json: is the body', () => {
    assert.deepStrictEqual(JSON.parse(snippet('json', { baseUrl: 'https://api.example', body: BODY })), BODY)
  })
})
