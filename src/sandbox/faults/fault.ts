import { Refusal } from '../http/reply.ts'

/** What happens to a call instead of, or on top of, its honest answer. */
export interface Fault {
  readonly kind: FaultKind
  /** On `POST /v2/video/generations`: whether the generation is bought all the same. */
  readonly sell?: boolean
  /** Whether headers of the honest answer (as `x-inference-id`) stay where the kind would drop them. */
  readonly keepHeaders?: boolean
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
  readonly contentType?: string
  readonly bytesPerSecond?: number
  readonly bytes?: number
  readonly to?: string
  readonly patch?: Readonly<Record<string, unknown>>
  readonly ms?: number
  /** `failGeneration`: what the generation ends with. */
  readonly name?: string
  readonly message?: string
}

/** A fault and the calls it is meant for. */
export interface FaultRule {
  /** `path` is exact, or a prefix when it ends with `*`. A missing part matches all. */
  readonly match: { readonly method?: string; readonly path?: string }
  /** How many calls it hits; -1 is without end. Default 1. */
  readonly times?: number
  /** How many matching calls it lets pass first. Default 0. */
  readonly after?: number
  readonly fault: Fault
}

/** The value that a kind cannot do without. */
const NEEDS: Readonly<Record<string, 'status' | 'bytesPerSecond' | 'bytes' | 'ms' | 'to' | 'patch'>> = {
  status: 'status',
  drip: 'bytesPerSecond',
  hugeBody: 'bytes',
  delay: 'ms',
  redirect: 'to',
  answer: 'patch',
}

/** Kinds whose honest answer still arrives: on a POST they sell unless told otherwise. */
const SELLING: ReadonlySet<string> = new Set(['cutAfterAccept', 'delay', 'drip', 'answer', 'failGeneration'])

const KINDS = [
  'status',
  'cutBeforeHeaders',
  'cutInBody',
  'cutAfterAccept',
  'silent',
  'drip',
  'html',
  'empty',
  'truncatedJson',
  'wrongTypes',
  'hugeBody',
  'wrongLength',
  'redirect',
  'answer',
  'delay',
  'failGeneration',
  'etagChange',
  'zeroBytes',
] as const

export type FaultKind = (typeof KINDS)[number]

export function sells(fault: Fault): boolean {
  return fault.sell ?? SELLING.has(fault.kind)
}

/** Reads one rule or a list of them from parsed JSON. Throws a 400 that says what is wrong. */
export function parseRules(input: unknown): FaultRule[] {
  return (Array.isArray(input) ? input : [input]).map(parseRule)
}

function parseRule(input: unknown): FaultRule {
  if (!isObject(input)) throw new Refusal(400, 'Expected {match, times?, after?, fault}')
  const { match = {}, times = 1, after = 0, fault } = input
  if (!isObject(match) || ![match['method'] ?? '', match['path'] ?? ''].every((one) => typeof one === 'string')) {
    throw new Refusal(400, 'match: Expected {method?, path?}, both strings')
  }
  if (!Number.isInteger(times) || !Number.isInteger(after)) {
    throw new Refusal(400, 'times, after: Expected whole numbers')
  }
  if (!isObject(fault) || !KINDS.some((kind) => kind === fault['kind'])) {
    throw new Refusal(400, `fault.kind: Expected one of ${KINDS.join(', ')}`)
  }
  const need = NEEDS[String(fault['kind'])]
  const type = need === 'to' ? 'string' : need === 'patch' ? 'object' : 'number'
  if (need && typeof fault[need] !== type) throw new Refusal(400, `fault.${need}: Expected ${type}`)
  return { match, times: Number(times), after: Number(after), fault: fault as Partial<Fault> & { kind: FaultKind } }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
