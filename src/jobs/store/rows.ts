import type { SQLInputValue } from 'node:sqlite'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import type { FileState, Job, JobState } from '../../core/job/job.ts'

/** A row of `jobs`, as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>

/** The columns that change after a job was written down. A missing key leaves the column as it is. */
export interface JobPatch {
  readonly remote_status?: string | null
  readonly generation_id?: string
  readonly error?: ErrorDetail | null
  readonly support_id?: string | null
  readonly result_url?: string | null
  readonly credits_used?: number
  readonly submitted_at?: number
  readonly finished_at?: number | null
  readonly next_at?: number | null
  readonly failures?: number
  readonly misses?: number
  readonly searches?: number
  readonly file_state?: FileState
  readonly file_name?: string | null
  readonly file_size?: number | null
  readonly file_received?: number | null
  readonly file_validator?: string | null
  readonly file_error?: ErrorDetail | null
  readonly notice?: number
  readonly lease_until?: number
}

/** The patch as columns and their values. */
export function columnsOf(patch: JobPatch): Record<string, SQLInputValue> {
  const { error, file_error, ...plain } = patch
  const columns: Record<string, SQLInputValue> = { ...plain }
  if (error !== undefined) {
    columns['error_code'] = error?.code ?? null
    columns['error_detail'] = error && detailJson(error)
  }
  if (file_error !== undefined) {
    columns['file_error_code'] = file_error?.code ?? null
    columns['file_error_detail'] = file_error && detailJson(file_error)
  }
  for (const [name, value] of Object.entries(columns)) {
    if (typeof value === 'number' && name !== 'credits_used') columns[name] = whole(value)
  }
  return columns
}

/** The latest moment that `Date` knows. */
const LATEST = 8_640_000_000_000_000

/**
 * A time or a count fit for an INTEGER column. Some come from servers: a fraction would be refused, and an integer beyond
 * JavaScript's would make every list that has its row unreadable.
 */
export function whole(value: number): number {
  return Number.isNaN(value) ? 0 : Math.round(Math.min(Math.max(value, 0), LATEST))
}

export function jobOf(row: Row): Job {
  return {
    id: text(row, 'id') ?? '',
    clientRequestId: text(row, 'client_request_id') ?? '',
    apiOrigin: text(row, 'api_origin') ?? '',
    model: text(row, 'model') ?? '',
    prompt: text(row, 'prompt') ?? '',
    state: text(row, 'state') as JobState,
    remoteStatus: text(row, 'remote_status'),
    generationId: text(row, 'generation_id'),
    error: errorOf(row, 'error_code', 'error_detail'),
    supportId: text(row, 'support_id'),
    resultUrl: text(row, 'result_url'),
    creditsUsed: number(row, 'credits_used'),
    createdAt: number(row, 'created_at') ?? 0,
    submittedAt: number(row, 'submitted_at'),
    finishedAt: number(row, 'finished_at'),
    nextAt: number(row, 'next_at'),
    failures: number(row, 'failures') ?? 0,
    misses: number(row, 'misses') ?? 0,
    searches: number(row, 'searches') ?? 0,
    file: {
      state: text(row, 'file_state') as FileState,
      name: text(row, 'file_name'),
      sizeBytes: number(row, 'file_size'),
      receivedBytes: number(row, 'file_received'),
      validator: text(row, 'file_validator'),
      error: errorOf(row, 'file_error_code', 'file_error_detail'),
    },
    retriedAs: text(row, 'retried_as'),
  }
}

function text(row: Row, column: string): string | undefined {
  const value = row[column]
  return typeof value === 'string' ? value : undefined
}

function number(row: Row, column: string): number | undefined {
  const value = row[column]
  return typeof value === 'number' ? value : undefined
}

/** What `error_detail` holds: all of an error but its code, which has a column of its own for SQL to compare. */
function detailJson({ args, service }: ErrorDetail): string {
  return JSON.stringify({ args, service })
}

function errorOf(row: Row, codeColumn: string, detailColumn: string): ErrorDetail | undefined {
  const [code, detail] = [text(row, codeColumn), text(row, detailColumn)]
  if (code === undefined || detail === undefined) return undefined
  return { code, ...(JSON.parse(detail) as object) } as ErrorDetail
}
