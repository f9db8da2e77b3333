import { once } from 'node:events'
import { parseArguments, USAGE } from './arguments.ts'
import { startSandbox } from './startSandbox.ts'

await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<void> {
  try {
    const { help, exitWithParent, options } = parseArguments(args)
    if (help) return console.log(USAGE)
    // Listen before the server starts: the parent can exit while the port is being opened.
    const shutdown = [
      once(process, 'SIGINT'),
      once(process, 'SIGTERM'),
      ...(exitWithParent ? [waitForParentExit()] : []),
    ]
    // A closed output pipe must not end the server.
    process.stdout.on('error', () => {})
    const sandbox = await startSandbox(options)
    // Programs that start the sandbox parse this line.
    console.log(`listening on ${sandbox.url}`)
    console.log(`result files: ${sandbox.filesUrl}; API key: ${options.key ? 'the one from --key' : 'any'}`)
    await Promise.race(shutdown)
    await sandbox.close()
    process.exit(0)
  } catch (error) {
    console.error(describeStartError(error))
    process.exit(1)
  }
}

/** Resolves when the parent process closes the IPC channel or, if there is none, standard input. */
async function waitForParentExit(): Promise<void> {
  if (process.channel) {
    await once(process, 'disconnect')
    return
  }
  process.stdin.resume()
  await once(process.stdin, 'end').catch(() => {})
}

function describeStartError(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or 0 for any free port.`
  if (code === 'EACCES') return `Not allowed to listen on port ${port}. Choose another with --port.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${USAGE}`
  return message ?? String(error)
}
