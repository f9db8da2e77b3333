/** Fewer finished jobs than this say too little about the next one. */
const MIN_SAMPLES = 3

/** Durations that hardly vary are still not exact: the spread of their logarithms is at least this. */
const MIN_SPREAD = 0.03

/** The polling loop of the vendor's sample code, whose number of polls is the budget. */
const REFERENCE_INTERVAL_MS = 10_000

/** A little less than the budget, because a fitted model costs some extra polls. */
const BUDGET = 0.98

const MIN_GAP_MS = 2000
/** A longer gap would hide an early failure, or a job that leaves the queue, for too long. */
const MAX_GAP_MS = 60_000
const INTEGRATION_STEPS = 400

/**
 * When a running generation is likely to complete, learned from how long similar ones took. The durations are modeled as
 * log-logistic: positive, with a long right tail, and with a survival function, hazard and quantiles in closed form.
 */
export class CompletionModel {
  /** The median duration in milliseconds. */
  readonly medianMs: number
  readonly #shape: number
  /** The gap between two polls is this divided by the square root of the hazard. */
  readonly #gapFactor: number

  private constructor(medianMs: number, shape: number) {
    this.medianMs = medianMs
    this.#shape = shape
    this.#gapFactor = this.#fitBudget()
  }

  /** Learns from durations in milliseconds. Returns undefined if there are too few. */
  static learn(durationsMs: readonly number[]): CompletionModel | undefined {
    const logs = durationsMs.filter((ms) => ms > 0 && Number.isFinite(ms)).map(Math.log)
    if (logs.length < MIN_SAMPLES) return undefined
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
    const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    // The spread of the next duration: that of the sample, plus the uncertainty of its mean.
    const spread = Math.sqrt((squares / (logs.length - 1)) * (1 + 1 / logs.length))
    // The standard deviation of a logistic distribution with scale 1/shape is π / (shape √3).
    return new CompletionModel(Math.exp(mean), Math.PI / (Math.max(spread, MIN_SPREAD) * Math.sqrt(3)))
  }

  /**
   * Milliseconds from `ageMs`, the age of the generation at this poll, to the next poll. For a given number of polls, the
   * mean delay between completion and the poll that sees it is smallest if the gaps are proportional to 1/√hazard.
   */
  pollDelayMs(ageMs: number): number {
    const stepMs = MIN_GAP_MS / 8
    let polls = 0
    let gapMs = 0
    while (polls < 1 && gapMs < MAX_GAP_MS) {
      polls += (Math.sqrt(this.#hazard(ageMs + gapMs + stepMs / 2)) / this.#gapFactor) * stepMs
      gapMs += stepMs
    }
    return Math.max(MIN_GAP_MS, gapMs)
  }

  /** The median of the remaining time in milliseconds for a generation that is still running at `ageMs`. */
  remainingMs(ageMs: number): number {
    // Half of the generations that reach this age complete before the survival function falls to half of its value here.
    return this.#quantile(this.#survival(Math.max(0, ageMs)) / 2) - Math.max(0, ageMs)
  }

  /** The share of generations that take longer than `ms`. */
  #survival(ms: number): number {
    return 1 / (1 + (ms / this.medianMs) ** this.#shape)
  }

  /** The rate of completion at `ms`, per millisecond, of generations that have not completed before. */
  #hazard(ms: number): number {
    const power = (ms / this.medianMs) ** this.#shape
    return ((this.#shape / ms) * power) / (1 + power)
  }

  /** The duration that the share `survival` of generations exceeds. */
  #quantile(survival: number): number {
    return this.medianMs * (1 / survival - 1) ** (1 / this.#shape)
  }

  /** The gap factor with which a generation takes as many polls on average as with a fixed interval. */
  #fitBudget(): number {
    const stepMs = this.#quantile(0.0005) / INTEGRATION_STEPS
    const steps = Array.from({ length: INTEGRATION_STEPS }, (_, step) => {
      const ms = (step + 0.5) * stepMs
      return { survival: this.#survival(ms), rootHazard: Math.sqrt(this.#hazard(ms)) }
    })
    const budget = (BUDGET * steps.reduce((sum, { survival }) => sum + survival, 0)) / REFERENCE_INTERVAL_MS
    const polls = (factor: number) =>
      steps.reduce((sum, { survival, rootHazard }) => sum + survival / boundedGapMs(factor / rootHazard), 0)
    // More polls than the budget ask for a larger factor. The bounds of the gap bound the factor.
    let [low, high] = [0.1, 1e6]
    for (let round = 0; round < 50; round++) {
      const middle = Math.sqrt(low * high)
      if (polls(middle) > budget) low = middle
      else high = middle
    }
    return high
  }
}

function boundedGapMs(gapMs: number): number {
  return Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, gapMs))
}
