import type { JobState } from './job.ts'

const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = {
  submitting: ['unconfirmed', 'queued', 'generating', 'completed', 'failed'],
  unconfirmed: ['queued', 'generating', 'completed', 'failed'],
  queued: ['generating', 'completed', 'failed', 'stopped'],
  generating: ['completed', 'failed', 'stopped'],
  completed: [],
  // Check Again: a generation that the service did not find may exist after all.
  failed: ['queued'],
  stopped: ['queued', 'failed'],
}

export const JOB_STATES = Object.keys(TRANSITIONS) as readonly JobState[]

/** Returns whether a job may change from one state to another. A job may always stay in its state. */
export function canTransition(from: JobState, to: JobState): boolean {
  return from === to || TRANSITIONS[from].includes(to)
}

/** Returns the states from which a job may change to `to`, including `to`. */
export function sourceStates(to: JobState): JobState[] {
  return JOB_STATES.filter((from) => canTransition(from, to))
}
