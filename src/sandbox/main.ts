import { readArguments, USAGE } from './arguments.ts'
import { startSandbox } from './startSandbox.ts'

await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<void> {
  try {
    const { help, exitWithParent, options } = readArguments(args)
    if (help) return console.log(USAGE)
    const sandbox = await startSandbox(options)
    // Others wait for exactly this line.
    console.log(`listening on ${sandbox.url}`)
    console.log(`results come from ${sandbox.filesUrl}; ${options.key ? 'one' : 'any'} API key is accepted`)
    endWith(exitWithParent, () => sandbox.close())
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}

/** Ends the process in good order on a signal and, if asked to, when whoever started it is gone. */
function endWith(parent: boolean, close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  // A reader that went away must not end the server.
  process.stdout.on('error', () => {})
  if (!parent) return
  process.once('disconnect', end)
  if (process.channel) return
  process.stdin.once('end', end).once('error', end).resume()
}

function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or 0 for any free one.`
  if (code === 'EACCES') return `Port ${port} needs more rights. Choose another with --port.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${USAGE}`
  return message ?? String(error)
}
