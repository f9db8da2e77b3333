import type { SQLInputValue } from 'node:sqlite'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { columnsOf, type JobPatch, whole } from './rows.ts'

/** What is known of a job when it is written down. */
export interface NewJob
  extends Pick<Job, 'id' | 'clientRequestId' | 'apiOrigin' | 'model' | 'prompt' | 'state' | 'createdAt'> {
  readonly request: GenerationRequest | undefined
  readonly patch?: JobPatch
  readonly lease?: { readonly owner: string; readonly until: number }
}

/** How many of these ask the program to tell the person: 0 not yet, 1 now, 2 told. */
export const NOTICE = { none: 0, pending: 1, given: 2 } as const

const PROMPT_LENGTH = 300

/** What is listed of a request's prompt. */
export function promptOf(request: GenerationRequest): string {
  const prompt = request.values['prompt']
  return typeof prompt === 'string' ? prompt.slice(0, PROMPT_LENGTH) : ''
}

/** The job as columns of `jobs` and their values. */
export function columnsOfNew(job: NewJob): Record<string, SQLInputValue> {
  return {
    id: job.id,
    client_request_id: job.clientRequestId,
    api_origin: job.apiOrigin,
    model: job.model,
    prompt: job.prompt,
    state: job.state,
    created_at: whole(job.createdAt),
    lease_owner: job.lease?.owner ?? null,
    lease_until: job.lease?.until ?? 0,
    ...columnsOf(job.patch ?? {}),
  }
}
