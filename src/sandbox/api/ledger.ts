import { randomBytes, randomUUID } from 'node:crypto'
import type { VideoTiming } from '../video/videoTiming.ts'
import type { GenerationRequest } from './requestBody.ts'

export interface Generation {
  /** A UUID, `:` and the model ID. */
  readonly id: string
  /** The name of the result file. Cannot be derived from `id`. */
  readonly fileId: string
  /** A hash of the API key that created it. */
  readonly owner: string
  readonly requestId: string
  readonly clientRequestId: string | undefined
  /** Unix ms, also `startsAt` and `endsAt`. */
  readonly createdAt: number
  /** When the status changes from `queued` to `generating`. */
  readonly startsAt: number
  readonly endsAt: number
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
  /** Random if the request has none. */
  readonly seed: number
  /** Undefined if the request does not match the input video or its timing is unknown. */
  readonly inputTiming: VideoTiming | undefined
  readonly priceCredits: number
  /** Undefined if the generation completes. */
  readonly failure: GenerationFailure | undefined
}

export interface GenerationFailure {
  readonly name: string
  readonly message: string
}

/** What the server adds to a request to create a generation. */
export interface GenerationDetails {
  readonly owner: string
  readonly requestId: string
  readonly clientRequestId: string | undefined
  readonly inputTiming: VideoTiming | undefined
  readonly priceCredits: number
  readonly failure: GenerationFailure | undefined
}

export type GenerationStatus = 'queued' | 'generating' | 'completed' | 'error'

const MAX_GENERATIONS = 20_000
const MAX_QUEUED_MS = 2_000

/** Every generation that was created, oldest first. Evicts the oldest beyond `MAX_GENERATIONS`. */
export class Ledger {
  readonly #generations = new Map<string, Generation>()
  readonly #byFileId = new Map<string, Generation>()
  readonly #durationMs: number
  #evictedCredits = 0

  /** `durationMs` is the time from the request to the completed video. */
  constructor(durationMs: number) {
    this.#durationMs = durationMs
  }

  create(request: GenerationRequest, details: GenerationDetails, now: number): Generation {
    const seed = request.values['seed']
    const generation: Generation = {
      ...details,
      id: createGenerationId(request.model),
      fileId: randomBytes(16).toString('hex'),
      createdAt: now,
      startsAt: now + Math.min(MAX_QUEUED_MS, this.#durationMs * 0.25),
      endsAt: now + this.#durationMs,
      model: request.model,
      values: truncateDataUris(request.values),
      seed: typeof seed === 'number' ? seed : randomBytes(4).readUInt32LE(),
    }
    this.#generations.set(generation.id, generation)
    this.#byFileId.set(generation.fileId, generation)
    this.#evictOldest()
    return generation
  }

  /** Returns undefined if there is no such generation or another key created it. */
  find(id: string, owner: string): Generation | undefined {
    const generation = this.#generations.get(id)
    return generation?.owner === owner ? generation : undefined
  }

  findByFileId(fileId: string): Generation | undefined {
    return this.#byFileId.get(fileId)
  }

  /** The total price of the evicted generations, without the failed ones. */
  get evictedCredits(): number {
    return this.#evictedCredits
  }

  list(): Generation[] {
    return [...this.#generations.values()]
  }

  #evictOldest(): void {
    if (this.#generations.size <= MAX_GENERATIONS) return
    const [oldest] = this.#generations.values()
    if (!oldest) return
    this.#generations.delete(oldest.id)
    this.#byFileId.delete(oldest.fileId)
    this.#evictedCredits += oldest.failure ? 0 : oldest.priceCredits
  }
}

export function createGenerationId(model: string): string {
  return `${randomUUID()}:${model}`
}

export function statusOf(generation: Generation, now: number): GenerationStatus {
  if (now < generation.startsAt) return 'queued'
  if (now < generation.endsAt) return 'generating'
  return generation.failure ? 'error' : 'completed'
}

/** Truncates long `data:` URIs, which would otherwise fill the memory. */
function truncateDataUris(values: GenerationRequest['values']): GenerationRequest['values'] {
  const truncate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(truncate)
    if (typeof value !== 'string' || value.length < 1_000 || !/^data:/i.test(value)) return value
    return `${value.slice(0, 60)}… (${value.length} characters)`
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, truncate(value)]))
}
