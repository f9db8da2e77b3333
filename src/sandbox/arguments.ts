import { parseArgs } from 'node:util'
import type { SandboxOptions } from './startSandbox.ts'

export const USAGE = `A local stand-in for the AI/ML API, on 127.0.0.1.

  --port N             port to listen on; 0 takes a free one (default 8787)
  --seconds N          from the request to the finished video (default 6)
  --key KEY            the only API key to accept (default: any)
  --balance USD        money in the account (default 100)
  --rate N             API calls a minute before it answers 429 (default: no limit)
  --log-lag N          seconds until a request shows in /v2/logs (default 0)
  --url-seconds N      seconds until a result URL expires (default: never)
  --control            answer under /_sandbox/, for tests
  --exit-with-parent   end when standard input or the IPC channel closes
  --help               show this text`

export interface Arguments {
  readonly help: boolean
  readonly exitWithParent: boolean
  readonly options: SandboxOptions
}

/** Reads the command line. Throws an `Error` whose message can be shown as it is. */
export function readArguments(args: readonly string[]): Arguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: text,
      seconds: text,
      key: text,
      balance: text,
      rate: text,
      'log-lag': text,
      'url-seconds': text,
      control: flag,
      'exit-with-parent': flag,
      help: flag,
    },
  })
  if (values.key !== undefined && !/^[\x21-\x7e]+$/.test(values.key)) {
    throw new Error('--key takes visible ASCII characters without blanks')
  }
  return {
    help: values.help,
    exitWithParent: values['exit-with-parent'],
    options: {
      port: number('--port', values.port, 0, 65_535, true) ?? 8787,
      seconds: number('--seconds', values.seconds, 0, 86_400),
      key: values.key,
      balance: number('--balance', values.balance, 0, 1_000_000),
      rate: number('--rate', values.rate, 1, 1_000_000, true),
      logLag: number('--log-lag', values['log-lag'], 0, 86_400),
      urlSeconds: number('--url-seconds', values['url-seconds'], 0.1, 86_400),
      control: values.control,
    },
  }
}

function number(name: string, text: string | undefined, min: number, max: number, whole = false): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value >= min && value <= max && (!whole || Number.isInteger(value))) return value
  throw new Error(`${name} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${text}"`)
}
