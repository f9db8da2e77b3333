import { parseArgs } from 'node:util'
import { PRICE_KINDS, type PriceKind } from './api/price.ts'
import type { SandboxOptions } from './startSandbox.ts'

export const USAGE = `A local stand-in for the AI/ML API on 127.0.0.1.

  --port N             port to listen on; 0 means any free port (default 8787)
  --seconds N          time from the request to the completed video (default 6)
  --key KEY            the only API key to accept (default: any)
  --balance USD        opening balance of the account (default 100)
  --price KIND         how /v1/models publishes the price: variants, fixed,
                       variable or none (default variants)
  --rate N             API calls per minute; more get a 429 (default: no limit)
  --logs WHEN          finished: /v2/logs lists a generation after it ended;
                       running: from the start (default finished)
  --log-lag N          seconds until a row appears in /v2/logs (default 0)
  --url-seconds N      seconds until a result URL expires (default: never)
  --control            enable the control API under /_sandbox/, for tests
  --exit-with-parent   exit when standard input or the IPC channel closes
  --help               show this help`

export interface Arguments {
  readonly help: boolean
  readonly exitWithParent: boolean
  readonly options: SandboxOptions
}

/** Parses the command line. Throws an `Error` with a message for the user if it is invalid. */
export function parseArguments(args: readonly string[]): Arguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: text,
      seconds: text,
      key: text,
      balance: text,
      price: text,
      rate: text,
      logs: text,
      'log-lag': text,
      'url-seconds': text,
      control: flag,
      'exit-with-parent': flag,
      help: flag,
    },
  })
  if (values.key !== undefined && !/^[\x21-\x7e]+$/.test(values.key)) {
    throw new Error('--key must be printable ASCII characters without spaces')
  }
  return {
    help: values.help,
    exitWithParent: values['exit-with-parent'],
    options: {
      port: parseInteger('--port', values.port, 0, 65_535) ?? 8787,
      seconds: parseNumber('--seconds', values.seconds, 0, 86_400),
      key: values.key,
      balance: parseNumber('--balance', values.balance, 0, 1_000_000),
      price: parsePriceKind(values.price),
      rate: parseInteger('--rate', values.rate, 1, 1_000_000),
      logs: parseLogListing(values.logs),
      logLag: parseNumber('--log-lag', values['log-lag'], 0, 86_400),
      urlSeconds: parseNumber('--url-seconds', values['url-seconds'], 0.1, 86_400),
      control: values.control,
    },
  }
}

function parseLogListing(text: string | undefined): 'finished' | 'running' | undefined {
  if (text === undefined || text === 'finished' || text === 'running') return text
  throw new Error(`--logs must be finished or running, not "${text}"`)
}

function parsePriceKind(text: string | undefined): PriceKind | undefined {
  const kind = PRICE_KINDS.find((one) => one === text)
  if (text !== undefined && kind === undefined)
    throw new Error(`--price must be one of ${PRICE_KINDS.join(', ')}, not "${text}"`)
  return kind
}

function parseInteger(name: string, text: string | undefined, min: number, max: number): number | undefined {
  const value = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
  if (text === undefined || (value !== undefined && value >= min && value <= max)) return value
  throw new Error(`${name} must be an integer from ${min} to ${max}, not "${text}"`)
}

function parseNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  const value = text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
  if (text === undefined || (value !== undefined && value >= min && value <= max)) return value
  throw new Error(`${name} must be a number from ${min} to ${max}, not "${text}"`)
}
