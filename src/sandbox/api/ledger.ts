import { randomBytes, randomUUID } from 'node:crypto'
import type { CheckedBody } from './validate.ts'

export interface Generation {
  /** UUID, `:`, model. */
  readonly id: string
  /** Names the result file; says nothing of the generation. */
  readonly fileId: string
  /** The key that bought it, hashed. */
  readonly owner: string
  readonly requestId: string
  readonly clientRequestId: string | undefined
  readonly createdAt: number
  /** When it leaves `queued`, and when it ends. Unix ms. */
  readonly startsAt: number
  readonly endsAt: number
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
  /** Drawn at random where the request has none. */
  readonly seed: number
  readonly priceCredits: number
  /** How it will end when not well. */
  readonly failure: Failure | undefined
}

export interface Failure {
  readonly name: string
  readonly message: string
}

export interface Sale {
  readonly owner: string
  readonly requestId: string
  readonly clientRequestId: string | undefined
  readonly priceCredits: number
  readonly failure: Failure | undefined
}

export type Status = 'queued' | 'generating' | 'completed' | 'error'

/** The oldest generations are forgotten beyond this. */
const KEPT = 20_000

/** Every generation that was sold, oldest first. */
export class Ledger {
  readonly #generations = new Map<string, Generation>()
  readonly #byFile = new Map<string, Generation>()
  readonly #durationMs: number
  #forgottenCredits = 0

  constructor(durationMs: number) {
    this.#durationMs = durationMs
  }

  sell(body: CheckedBody, sale: Sale, now: number): Generation {
    const seed = body.values['seed']
    const generation: Generation = {
      ...sale,
      id: newId(body.model),
      fileId: randomBytes(16).toString('hex'),
      createdAt: now,
      startsAt: now + Math.min(2_000, this.#durationMs * 0.25),
      endsAt: now + this.#durationMs,
      model: body.model,
      values: shorten(body.values),
      seed: typeof seed === 'number' ? seed : randomBytes(4).readUInt32LE(),
    }
    this.#generations.set(generation.id, generation)
    this.#byFile.set(generation.fileId, generation)
    const [oldest] = this.#generations.values()
    if (oldest && this.#generations.size > KEPT) {
      this.#generations.delete(oldest.id)
      this.#byFile.delete(oldest.fileId)
      this.#forgottenCredits += oldest.failure ? 0 : oldest.priceCredits
    }
    return generation
  }

  /** The generation, if this key bought it. */
  find(id: string, owner: string): Generation | undefined {
    const generation = this.#generations.get(id)
    return generation?.owner === owner ? generation : undefined
  }

  byFile(fileId: string): Generation | undefined {
    return this.#byFile.get(fileId)
  }

  /** What the forgotten generations cost, in credits. */
  get forgottenCredits(): number {
    return this.#forgottenCredits
  }

  all(): Generation[] {
    return [...this.#generations.values()]
  }
}

/** Long `data:` URIs are cut: the sandbox never looks at them, and they would fill the memory. */
function shorten(values: CheckedBody['values']): CheckedBody['values'] {
  const cut = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(cut)
    if (typeof value !== 'string' || value.length < 1_000 || !/^data:/i.test(value)) return value
    return `${value.slice(0, 60)}… (${value.length} characters)`
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cut(value)]))
}

export function newId(model: string): string {
  return `${randomUUID()}:${model}`
}

export function statusOf(generation: Generation, now: number): Status {
  if (now < generation.startsAt) return 'queued'
  if (now < generation.endsAt) return 'generating'
  return generation.failure ? 'error' : 'completed'
}
