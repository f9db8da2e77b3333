import { HttpError } from '../http/httpError.ts'
import { isRecord } from './isRecord.ts'

/** An injected fault: replaces or changes the response to a call. */
export interface Fault {
  readonly kind: FaultKind
  /** On `POST /v2/video/generations`: whether the generation is created and charged anyway. */
  readonly sell?: boolean
  /** Whether to keep the original headers (for example `x-inference-id`) if the fault replaces the response. */
  readonly keepHeaders?: boolean
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, any other value as JSON. */
  readonly body?: unknown
  readonly contentType?: string
  readonly bytesPerSecond?: number
  readonly bytes?: number
  readonly to?: string
  readonly patch?: Readonly<Record<string, unknown>>
  readonly ms?: number
  /** `failGeneration`: the `error` of the generation. */
  readonly name?: string
  readonly message?: string
}

/** A fault and the calls it applies to. */
export interface FaultRule {
  /** `path` is exact, or a prefix if it ends with `*`. A missing property matches every call. */
  readonly match: { readonly method?: string; readonly path?: string }
  /** How many calls get the fault; -1 means every call. Default 1. */
  readonly times?: number
  /** How many matching calls to skip first. Default 0. */
  readonly after?: number
  readonly fault: Fault
}

/** The required option of each kind that has one. */
const REQUIRED_OPTION: Readonly<Record<string, 'status' | 'bytesPerSecond' | 'bytes' | 'ms' | 'to' | 'patch'>> = {
  status: 'status',
  drip: 'bytesPerSecond',
  hugeBody: 'bytes',
  delay: 'ms',
  redirect: 'to',
  answer: 'patch',
}

/** Kinds that create the generation unless `sell` is false. */
const CREATING_KINDS: ReadonlySet<string> = new Set(['cutAfterAccept', 'delay', 'drip', 'answer', 'failGeneration'])

const FAULT_KINDS = [
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

export type FaultKind = (typeof FAULT_KINDS)[number]

/** Whether a POST with this fault creates a generation. */
export function createsGeneration(fault: Fault): boolean {
  return fault.sell ?? CREATING_KINDS.has(fault.kind)
}

/** Validates one rule or an array of rules. Throws a 400 that names the invalid property. */
export function parseFaultRules(input: unknown): FaultRule[] {
  return (Array.isArray(input) ? input : [input]).map(parseFaultRule)
}

function parseFaultRule(input: unknown): FaultRule {
  if (!isRecord(input)) throw new HttpError(400, 'Expected {match, times?, after?, fault}')
  const { match = {}, times = 1, after = 0, fault } = input
  if (!isRecord(match) || ![match['method'] ?? '', match['path'] ?? ''].every((one) => typeof one === 'string')) {
    throw new HttpError(400, 'match: Expected {method?, path?}, both strings')
  }
  if (!Number.isInteger(times) || !Number.isInteger(after)) {
    throw new HttpError(400, 'times, after: Expected integers')
  }
  if (!isRecord(fault) || !FAULT_KINDS.some((kind) => kind === fault['kind'])) {
    throw new HttpError(400, `fault.kind: Expected one of ${FAULT_KINDS.join(', ')}`)
  }
  const option = REQUIRED_OPTION[String(fault['kind'])]
  const type = option === 'to' ? 'string' : option === 'patch' ? 'object' : 'number'
  if (option && typeof fault[option] !== type) throw new HttpError(400, `fault.${option}: Expected ${type}`)
  return { match, times: Number(times), after: Number(after), fault: fault as Partial<Fault> & { kind: FaultKind } }
}
