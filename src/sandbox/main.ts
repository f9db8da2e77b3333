import { once } from 'node:events'
import { readArguments, USAGE } from './arguments.ts'
import { startSandbox } from './startSandbox.ts'

await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<void> {
  try {
    const { help, exitWithParent, options } = readArguments(args)
    if (help) return console.log(USAGE)
    // Listened for from the start: the parent may go while the port is being opened.
    const over = [once(process, 'SIGINT'), once(process, 'SIGTERM'), ...(exitWithParent ? [parentGone()] : [])]
    // A reader that went away must not end the server.
    process.stdout.on('error', () => {})
    const sandbox = await startSandbox(options)
    // Others wait for exactly this line.
    console.log(`listening on ${sandbox.url}`)
    console.log(`results come from ${sandbox.filesUrl}; ${options.key ? 'one' : 'any'} API key is accepted`)
    await Promise.race(over)
    await sandbox.close()
    process.exit(0)
  } catch (error) {
    console.error(explain(error))
    process.exit(1)
  }
}

/** Resolves when whoever started the process closes the IPC channel or, where there is none, standard input. */
async function parentGone(): Promise<void> {
  if (process.channel) {
    await once(process, 'disconnect')
    return
  }
  process.stdin.resume()
  await once(process.stdin, 'end').catch(() => {})
}

function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or 0 for any free one.`
  if (code === 'EACCES') return `Port ${port} needs more rights. Choose another with --port.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${USAGE}`
  return message ?? String(error)
}
