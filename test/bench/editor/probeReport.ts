/** What the probe does in the next extension host. */
export interface ProbePlan {
  /** Time to wait after the start of the window, until the extension host is idle. */
  readonly delayMs: number
  /** IDs of the extensions that the probe activates, in this order, each after the last one finished. */
  readonly activate: readonly string[]
}

/** What the probe reports from its extension host. */
export interface HostReport {
  readonly pid: number
  /** By extension ID. */
  readonly activation: Readonly<Record<string, ActivationTimes>>
}

/** Makes the probe collect garbage and report the memory. */
export const COLLECT_SIGNAL = 'SIGUSR2'

/** What the extension host uses after a garbage collection. */
export interface MemoryReport {
  /** JavaScript objects and the buffers that belong to them. */
  readonly usedBytes: number
}

/** The columns of "Developer: Startup Performance". */
export interface ActivationTimes {
  /** Time to load the extension's module. */
  readonly loadMs: number
  /** Time until its `activate` returned, maybe with a promise. */
  readonly callMs: number
  /** Time until that promise settled. */
  readonly finishMs: number
}
