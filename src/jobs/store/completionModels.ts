import { CompletionModel } from '../../core/job/completionModel.ts'
import type { SimilarJobs } from '../jobReader.ts'
import type { JobDatabase } from './jobDatabase.ts'

/** Finished jobs to learn from. More would follow a change of the service too slowly. */
const MAX_SAMPLES = 30

/** Learns from the finished jobs of this computer when a running one is likely to complete. */
export class CompletionModels {
  readonly #database: JobDatabase
  /** By origin, model and workload, with the time of the newest finished job that each was learned from. */
  readonly #models = new Map<string, { readonly newest: number; readonly model: CompletionModel | undefined }>()

  constructor(database: JobDatabase) {
    this.#database = database
  }

  /**
   * Returns a model learned from finished jobs with the same model, origin and workload; if there are too few, from those
   * with the same model and origin. Returns undefined if there are too few of these as well.
   */
  get(job: SimilarJobs): CompletionModel | undefined {
    const key = JSON.stringify([job.apiOrigin, job.model, job.workload])
    const newest = this.#newest(job)
    const known = this.#models.get(key)
    if (known?.newest === newest) return known.model
    const model = this.#learn(job, job.workload) ?? this.#learn(job)
    this.#models.set(key, { newest, model })
    return model
  }

  #newest({ model, apiOrigin }: SimilarJobs): number {
    const sql = `SELECT max(finished_at) AS newest FROM jobs WHERE model = ? AND api_origin = ? AND duration_ms IS NOT NULL`
    return Number(this.#database.all(sql, model, apiOrigin)[0]?.['newest'] ?? 0)
  }

  #learn({ model, apiOrigin }: SimilarJobs, workload?: string): CompletionModel | undefined {
    const sql = `SELECT duration_ms FROM jobs WHERE model = ? AND api_origin = ? AND duration_ms IS NOT NULL
      AND coalesce(workload = ?, 1) ORDER BY finished_at DESC LIMIT ${MAX_SAMPLES}`
    const rows = this.#database.all(sql, model, apiOrigin, workload ?? null)
    return CompletionModel.learn(rows.map((row) => Number(row['duration_ms'])))
  }
}
