import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'

/** What the button of a notification does, and for which job. */
export interface ChosenAction {
  readonly action: JobAction
  readonly jobId: string
}

/**
 * Returns what a button does when it is selected. The notification may be old: `attempt` is the latest attempt of its job
 * now, undefined if the job was removed. An action that is no longer available opens the preview, which shows why.
 */
export function chosenAction(
  action: JobAction,
  notifiedId: string,
  attempt: Job | undefined,
  hasRequest: boolean,
): ChosenAction | undefined {
  if (attempt === undefined) return undefined
  // What the user selected was meant for the attempt that the notification is about.
  const isAvailable = attempt.id === notifiedId && availableActions(attempt, { hasRequest }).has(action)
  return { action: isAvailable ? action : 'open', jobId: attempt.id }
}
