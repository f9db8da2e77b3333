import { deepStrictEqual, match, throws } from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { readArguments } from '../../../src/sandbox/arguments.ts'

const MAIN = fileURLToPath(new URL('../../../src/sandbox/main.ts', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

function run(args: readonly string[], stdio: 'pipe' | 'ipc' = 'pipe'): Run {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: stdio === 'ipc' ? ['ignore', 'pipe', 'pipe', 'ipc'] : 'pipe',
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  return { child, ended: once(child, 'close').then(([code]) => ({ code, stdout, stderr })) }
}

const listening = async ({ child }: Run) => String((await once(child.stdout ?? child, 'data'))[0])

describe('sandbox: command line', () => {
  const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
    [['--port', 'x'], /: --port takes a whole number from 0 to 65535, not "x"$/],
    [['--port', '65536'], /--port takes/],
    [['--port', '80.5'], /--port takes/],
    [['--seconds', '-1'], /--seconds/],
    [['--seconds', 'NaN'], /--seconds takes a number/],
    [['--key', 'a b'], /--key takes/],
    [['--key', ''], /--key takes/],
    [['--rate', '0'], /--rate takes/],
    [['--host', '0.0.0.0'], /--host/],
    [['extra'], /extra/],
  ]
  for (const [args, problem] of WRONG) {
    it(`refuses ${args.join(' ')}`, () => {
      throws(() => readArguments(args), problem)
    })
  }

  it('reads what it needs, with defaults', () => {
    const { options, exitWithParent } = readArguments(['--port', '0', '--seconds', '0.5', '--key=-k', '--control'])
    deepStrictEqual(
      [options.port, options.seconds, options.key, options.control, exitWithParent, readArguments([]).options.port],
      [0, 0.5, '-k', true, false, 8787],
    )
  })

  it('ends with an error and the usage for wrong arguments', async () => {
    const { code, stdout, stderr } = await run(['--host', '0.0.0.0']).ended
    match(stderr, /--host.*--port N/s)
    deepStrictEqual([code, stdout], [1, ''])
  })

  it('says so when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, stderr } = await run(['--port', String(port)]).ended
    server.close()
    deepStrictEqual([code, stderr.split('.')[0]], [1, `Port ${port} is in use`])
  })

  it('prints where it listens first, and ends well on a signal', async () => {
    const sandbox = run(['--port', '0', '--key', 'secret-key'])
    const first = await listening(sandbox)
    match(first, /^listening on http:\/\/127\.0\.0\.1:\d+\n/)
    const [url = ''] = /http:\S+/.exec(first) ?? []
    deepStrictEqual((await fetch(`${url}/v2/billing`)).status, 401)
    sandbox.child.kill('SIGTERM')
    const { code, stdout, stderr } = await sandbox.ended
    deepStrictEqual([code, stdout.includes('secret-key'), stderr], [0, false, ''])
  })

  it('ends with its parent, told by standard input or by IPC', async () => {
    const byInput = run(['--port', '0', '--exit-with-parent'])
    const byChannel = run(['--port', '0', '--exit-with-parent'], 'ipc')
    await Promise.all([listening(byInput), listening(byChannel)])
    // Not `close`: it never comes after `disconnect`.
    const exits = [byInput, byChannel].map(({ child }) => once(child, 'exit'))
    byInput.child.stdin?.end()
    byChannel.child.disconnect()
    deepStrictEqual(await Promise.all(exits), [
      [0, null],
      [0, null],
    ])
  })

  it('stays when standard input closes and nobody asked it to end', async () => {
    const sandbox = run(['--port', '0'])
    const [url = ''] = /http:\S+/.exec(await listening(sandbox)) ?? []
    sandbox.child.stdin?.end()
    await new Promise((done) => setTimeout(done, 200))
    deepStrictEqual((await fetch(`${url}/v1/models`)).status, 200)
    sandbox.child.kill('SIGTERM')
    await sandbox.ended
  })
})
