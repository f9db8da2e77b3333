// How fast and with how many polls the schedule sees a completion, against a loop that polls every 10 seconds.
import { CompletionModel } from '../../src/core/job/completionModel.ts'
import { pollDelayMs } from '../../src/core/job/pollSchedule.ts'
import type { BenchPart, Figure } from './figures.ts'

const REFERENCE_INTERVAL_MS = 10_000
const MEDIANS_MS = [45_000, 100_000, 240_000, 400_000]
const HISTORY = 20
const RUNS = 100
const JOBS_PER_RUN = 20

const CASES = [
  { name: '15', variation: 0.15, hasHistory: true },
  { name: '30', variation: 0.3, hasHistory: true },
  { name: '60', variation: 0.6, hasHistory: true },
  { name: 'NoHistory', variation: 0.3, hasHistory: false },
]

export const pollPart: BenchPart = {
  name: 'poll',
  title: 'delay until a completion is seen and number of polls, against a poll every 10 s (replayed)',
  async measure() {
    const all = CASES.map(({ name, variation, hasHistory }) => ({ name, ratios: pollRatios(variation, hasHistory) }))
    const lag: Figure[] = all.map(({ name, ratios }) => ({ key: `poll.lagRatio${name}`, value: ratios.lag }))
    const polls: Figure[] = all.map(({ name, ratios }) => ({ key: `poll.pollsRatio${name}`, value: ratios.polls }))
    return [...lag, ...polls]
  },
}

/** What the schedule needs, divided by what the fixed loop needs. */
export interface PollRatios {
  readonly lag: number
  readonly polls: number
}

/** Replays jobs whose durations vary by `variation` (standard deviation / mean), with or without finished jobs to learn from. */
export function pollRatios(variation: number, hasHistory: boolean): PollRatios {
  const random = seededNormal(20_261_123)
  const spread = Math.sqrt(Math.log(1 + variation ** 2))
  const sums = { lag: 0, polls: 0, referenceLag: 0, referencePolls: 0 }
  for (const medianMs of MEDIANS_MS) {
    const draw = () => medianMs * Math.exp(spread * random())
    for (let run = 0; run < RUNS; run++) {
      const model = hasHistory ? CompletionModel.learn(Array.from({ length: HISTORY }, draw)) : undefined
      for (let job = 0; job < JOBS_PER_RUN; job++) {
        const durationMs = draw()
        const { lagMs, polls } = replay(durationMs, model)
        const referencePolls = Math.ceil(durationMs / REFERENCE_INTERVAL_MS)
        sums.lag += lagMs
        sums.polls += polls
        sums.referenceLag += referencePolls * REFERENCE_INTERVAL_MS - durationMs
        sums.referencePolls += referencePolls
      }
    }
  }
  return { lag: sums.lag / sums.referenceLag, polls: sums.polls / sums.referencePolls }
}

function replay(durationMs: number, model: CompletionModel | undefined): { lagMs: number; polls: number } {
  let ageMs = 0
  let polls = 0
  while (ageMs < durationMs) {
    ageMs += pollDelayMs(ageMs, model)
    polls++
  }
  return { lagMs: ageMs - durationMs, polls }
}

/** Normally distributed numbers from a seed (mulberry32, Box-Muller), so that every run replays the same jobs. */
function seededNormal(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}
