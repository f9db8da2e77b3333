import type { Job } from './job.ts'

/** What can be done with a job, in the words of the menus' `when` clauses. */
export const ABILITIES = [
  'canOpen',
  'canSave',
  'hasUrl',
  'hasId',
  'hasRequest',
  'canRetry',
  'canStop',
  'canCheck',
  'canDownload',
] as const

export type Ability = (typeof ABILITIES)[number]

/** `hasRequest`: whether the whole request is known; it is not for a job recovered from the account. */
export function abilitiesOf(job: Job, hasRequest: boolean): ReadonlySet<Ability> {
  const able: Readonly<Record<Ability, boolean>> = {
    canOpen: true,
    canSave: job.file.state === 'saved',
    hasUrl: job.resultUrl?.startsWith('http') ?? false,
    hasId: job.generationId !== undefined,
    hasRequest,
    canRetry: canRetry(job) && hasRequest,
    canStop: job.state === 'queued' || job.state === 'generating',
    canCheck: canCheck(job),
    canDownload: job.state === 'completed' && ['failed', 'lost', 'deleted'].includes(job.file.state),
  }
  return new Set(ABILITIES.filter((ability) => able[ability]))
}

/** As `job;canOpen;hasId;`: a menu looks for `/;hasId;/`. */
export function contextValueOf(abilities: ReadonlySet<Ability>): string {
  return `job;${ABILITIES.filter((ability) => abilities.has(ability))
    .map((ability) => `${ability};`)
    .join('')}`
}

/** Also where it is not known whether the first request was bought: the command warns that it may cost twice. */
function canRetry(job: Job): boolean {
  if (job.state === 'unconfirmed') return job.nextAt === undefined
  return job.state === 'failed' && job.retriedAs === undefined
}

/** Whether the service may bill what a Retry would buy once more. */
export function mayBeBought(job: Job): boolean {
  return job.state === 'unconfirmed' || (job.generationId !== undefined && PASSING.has(job.error?.name ?? ''))
}

/** Failures that another look can undo; an `error` of the service is its last word. */
const PASSING = new Set(['notFound', 'noVideo'])

function canCheck(job: Job): boolean {
  if (job.state === 'unconfirmed') return job.nextAt === undefined
  if (job.generationId === undefined) return false
  return job.state === 'stopped' || (job.state === 'failed' && PASSING.has(job.error?.name ?? ''))
}
