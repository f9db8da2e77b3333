import type { ErrorDetail } from '../../core/errorDetail.ts'
import type { BatchPlace } from '../../core/job/batch.ts'
import type { FileState, Job, JobState } from '../../core/job/job.ts'
import type { RequestSettings } from '../../core/job/requestSettings.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'

/** A row of `jobs` as SQLite returns it. */
export type Row = Readonly<Record<string, unknown>>

export function jobFromRow(row: Row): Job {
  return {
    id: text(row, 'id') ?? '',
    clientRequestId: text(row, 'client_request_id') ?? '',
    apiOrigin: text(row, 'api_origin') ?? '',
    model: text(row, 'model') ?? '',
    prompt: text(row, 'prompt') ?? '',
    state: text(row, 'state') as JobState,
    remoteStatus: text(row, 'remote_status'),
    generationId: text(row, 'generation_id'),
    error: errorFrom(row, 'error'),
    supportId: text(row, 'support_id'),
    resultUrl: text(row, 'result_url'),
    creditsUsed: number(row, 'credits_used'),
    estimate: estimateFrom(row),
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
      error: errorFrom(row, 'file_error'),
      pendingSince: number(row, 'file_pending_since'),
      overwrite: number(row, 'file_overwrite') === 1,
    },
    workload: text(row, 'workload'),
    retriedAs: text(row, 'retried_as'),
    previousAttempts: text(row, 'previous_attempts')?.split(' ') ?? [],
    isFree: number(row, 'is_free') === 1,
    sourceUri: text(row, 'source_uri'),
    annotations: {
      name: text(row, 'name'),
      note: text(row, 'note'),
      tags: (json(row, 'tags') as readonly string[] | undefined) ?? [],
      isFavorite: number(row, 'favorite') === 1,
    },
    videoMs: number(row, 'video_ms'),
    settings: (json(row, 'settings') as RequestSettings | undefined) ?? {},
    distinctSettings: text(row, 'distinct_settings')?.split(' ') ?? [],
    batch: batchPlace(row),
  }
}

function batchPlace(row: Row): BatchPlace | undefined {
  const id = text(row, 'batch_id')
  return id === undefined ? undefined : { id, position: number(row, 'batch_position') ?? 0 }
}

function text(row: Row, column: string): string | undefined {
  const value = row[column]
  return typeof value === 'string' ? value : undefined
}

function number(row: Row, column: string): number | undefined {
  const value = row[column]
  return typeof value === 'number' ? value : undefined
}

function json(row: Row, column: string): unknown {
  const value = text(row, column)
  return value === undefined ? undefined : JSON.parse(value)
}

/** The estimate of a job or a planned request. */
export function estimateFrom(row: Row): UsdRange | undefined {
  const [minUsd, maxUsd] = [number(row, 'estimated_min_usd'), number(row, 'estimated_max_usd')]
  return minUsd === undefined || maxUsd === undefined ? undefined : { minUsd, maxUsd }
}

function errorFrom(row: Row, prefix: string): ErrorDetail | undefined {
  const [code, detail] = [text(row, `${prefix}_code`), text(row, `${prefix}_detail`)]
  if (code === undefined || detail === undefined) return undefined
  return { code, ...(JSON.parse(detail) as object) } as ErrorDetail
}
