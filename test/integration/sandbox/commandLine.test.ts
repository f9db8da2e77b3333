import { deepStrictEqual, match, throws } from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArguments } from '../../../src/sandbox/arguments.ts'

const MAIN = fileURLToPath(new URL('../../../src/sandbox/main.ts', import.meta.url))

interface RunningProcess {
  readonly child: ChildProcess
  readonly closed: Promise<{ code: number | null; stdout: string; stderr: string }>
}

function start(args: readonly string[], stdio: 'pipe' | 'ipc' = 'pipe'): RunningProcess {
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
  return { child, closed: once(child, 'close').then(([code]) => ({ code, stdout, stderr })) }
}

const firstOutput = async ({ child }: RunningProcess) => String((await once(child.stdout ?? child, 'data'))[0])

describe('sandbox: command line', () => {
  const INVALID: readonly (readonly [readonly string[], RegExp])[] = [
    [['--port', 'x'], /: --port must be an integer from 0 to 65535, not "x"$/],
    [['--port', '65536'], /--port must be/],
    [['--port', '80.5'], /--port must be/],
    [['--seconds', '-1'], /--seconds/],
    [['--seconds', 'NaN'], /--seconds must be a number/],
    [['--key', 'a b'], /--key must be/],
    [['--key', ''], /--key must be/],
    [['--logs', 'all'], /: --logs must be finished or running, not "all"$/],
    [['--price', 'free'], /--price must be one of variants, fixed, variable, none/],
    [['--rate', '0'], /--rate must be/],
    [['--host', '0.0.0.0'], /--host/],
    [['extra'], /extra/],
  ]
  for (const [args, message] of INVALID) {
    it(`rejects ${args.join(' ')}`, () => {
      throws(() => parseArguments(args), message)
    })
  }

  it('parses the options and applies the defaults', () => {
    const { options, exitWithParent } = parseArguments(['--port', '0', '--seconds', '0.5', '--key=-k', '--control'])
    deepStrictEqual(
      [options.port, options.seconds, options.key, options.control, exitWithParent, parseArguments([]).options.port],
      [0, 0.5, '-k', true, false, 8787],
    )
  })

  it('parses --logs', () => {
    deepStrictEqual(
      [[], ['--logs', 'finished'], ['--logs=running']].map((args) => parseArguments(args).options.logs),
      [undefined, 'finished', 'running'],
    )
  })

  it('prints the error and the usage for invalid arguments and exits with 1', async () => {
    const { code, stdout, stderr } = await start(['--host', '0.0.0.0']).closed
    match(stderr, /--host.*--port N/s)
    deepStrictEqual([code, stdout], [1, ''])
  })

  it('prints an error if the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, stderr } = await start(['--port', String(port)]).closed
    server.close()
    deepStrictEqual([code, stderr.split('.')[0]], [1, `Port ${port} is in use`])
  })

  it('prints its address first and exits with 0 on SIGTERM', async () => {
    const sandbox = start(['--port', '0', '--key', 'secret-key'])
    const first = await firstOutput(sandbox)
    match(first, /^listening on http:\/\/127\.0\.0\.1:\d+\n/)
    const [url = ''] = /http:\S+/.exec(first) ?? []
    deepStrictEqual((await fetch(`${url}/v2/billing`)).status, 401)
    sandbox.child.kill('SIGTERM')
    const { code, stdout, stderr } = await sandbox.closed
    deepStrictEqual([code, stdout.includes('secret-key'), stderr], [0, false, ''])
  })

  it('exits when its parent closes standard input or the IPC channel', async () => {
    const withStdin = start(['--port', '0', '--exit-with-parent'])
    const withIpc = start(['--port', '0', '--exit-with-parent'], 'ipc')
    await Promise.all([firstOutput(withStdin), firstOutput(withIpc)])
    // Not `close`, which is never emitted after `disconnect`.
    const exits = [withStdin, withIpc].map(({ child }) => once(child, 'exit'))
    withStdin.child.stdin?.end()
    withIpc.child.disconnect()
    deepStrictEqual(await Promise.all(exits), [
      [0, null],
      [0, null],
    ])
  })

  it('keeps running when standard input closes, without --exit-with-parent', async () => {
    const sandbox = start(['--port', '0'])
    const [url = ''] = /http:\S+/.exec(await firstOutput(sandbox)) ?? []
    sandbox.child.stdin?.end()
    await sleep(200)
    deepStrictEqual((await fetch(`${url}/v1/models`)).status, 200)
    sandbox.child.kill('SIGTERM')
    await sandbox.closed
  })
})
