import { randomInt } from 'node:crypto'
import type { GenerationRequest } from '../../core/job/job.ts'

/** Seeds below this are accepted by every version of the service. */
const SEED_LIMIT = 2 ** 31

/** The service does not report a seed that it chose, so a result can be repeated only with a seed that we chose. */
export function randomSeed(): number {
  return randomInt(SEED_LIMIT)
}

/** Returns copies of a request, each with a random seed of its own that the request does not have. */
export function variationsOf(request: GenerationRequest, count: number): readonly GenerationRequest[] {
  const seeds = new Set<number>()
  while (seeds.size < count) {
    const seed = randomSeed()
    if (seed !== request.values['seed']) seeds.add(seed)
  }
  return [...seeds].map((seed) => ({ ...request, values: { ...request.values, seed } }))
}
