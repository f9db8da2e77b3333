import type { SQLInputValue } from 'node:sqlite'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import type { FileState } from '../../core/job/job.ts'

/** Whether a notification about a job is to be shown. */
export const NOTIFICATION = { none: 0, pending: 1, shown: 2 } as const

export type NotificationState = (typeof NOTIFICATION)[keyof typeof NOTIFICATION]

/** Changes to a job other than its state. A missing key leaves the column unchanged, and null clears it. */
export interface JobPatch {
  readonly remoteStatus?: string | null
  readonly generationId?: string
  readonly error?: ErrorDetail | null
  readonly supportId?: string | null
  readonly resultUrl?: string | null
  readonly creditsUsed?: number
  readonly submittedAt?: number
  readonly finishedAt?: number | null
  readonly nextAt?: number | null
  /** The scheduled time between the last poll and the next one. */
  readonly pollGapMs?: number
  /** How long the generation took, if the poll that saw its end was on time. */
  readonly durationMs?: number
  readonly failures?: number
  readonly misses?: number
  readonly searches?: number
  readonly fileState?: FileState
  readonly fileName?: string | null
  readonly fileSizeBytes?: number | null
  readonly fileReceivedBytes?: number | null
  readonly fileValidator?: string | null
  readonly fileError?: ErrorDetail | null
  readonly filePendingSince?: number | null
  readonly fileOverwrite?: boolean
  /** When the file was saved on this computer. The retention setting counts from here. */
  readonly savedAt?: number
  /** The length of the video in milliseconds. */
  readonly videoMs?: number | null
  readonly notification?: NotificationState
  readonly leaseUntil?: number
}

const COLUMNS: Readonly<Record<Exclude<keyof JobPatch, 'error' | 'fileError'>, string>> = {
  remoteStatus: 'remote_status',
  generationId: 'generation_id',
  supportId: 'support_id',
  resultUrl: 'result_url',
  creditsUsed: 'credits_used',
  submittedAt: 'submitted_at',
  finishedAt: 'finished_at',
  nextAt: 'next_at',
  pollGapMs: 'poll_gap_ms',
  durationMs: 'duration_ms',
  failures: 'failures',
  misses: 'misses',
  searches: 'searches',
  fileState: 'file_state',
  fileName: 'file_name',
  fileSizeBytes: 'file_size',
  fileReceivedBytes: 'file_received',
  fileValidator: 'file_validator',
  filePendingSince: 'file_pending_since',
  fileOverwrite: 'file_overwrite',
  savedAt: 'saved_at',
  videoMs: 'video_ms',
  notification: 'notice',
  leaseUntil: 'lease_until',
}

/** Returns the columns that a patch changes, and their values. */
export function columnsOfPatch(patch: JobPatch): Record<string, SQLInputValue> {
  const { error, fileError, ...plain } = patch
  const columns: Record<string, SQLInputValue> = {
    ...errorColumns('error', error),
    ...errorColumns('file_error', fileError),
  }
  for (const [name, value] of Object.entries(plain)) {
    const isInteger = typeof value === 'number' && name !== 'creditsUsed'
    const column = typeof value === 'boolean' ? Number(value) : value
    columns[COLUMNS[name as keyof typeof COLUMNS]] = isInteger ? toInteger(value) : column
  }
  return columns
}

/** The code has its own column, so that SQL can compare it. */
function errorColumns(prefix: string, error: ErrorDetail | null | undefined): Record<string, SQLInputValue> {
  if (error === undefined) return {}
  const detail = error && JSON.stringify({ args: error.args, service: error.service })
  return { [`${prefix}_code`]: error?.code ?? null, [`${prefix}_detail`]: detail }
}

/** The latest time that `Date` supports. */
const MAX_TIME = 8_640_000_000_000_000

/**
 * Returns a time or a count that fits an INTEGER column. Some values come from servers: SQLite would reject a fraction,
 * and an integer outside JavaScript's range would make every query that returns its row fail.
 */
export function toInteger(value: number): number {
  return Number.isNaN(value) ? 0 : Math.round(Math.min(Math.max(value, 0), MAX_TIME))
}
