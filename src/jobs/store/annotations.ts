import type { SQLInputValue } from 'node:sqlite'
import { type AnnotationChange, type Annotations, annotate } from '../../core/job/annotations.ts'
import { differingSettings, type RequestSettings } from '../../core/job/requestSettings.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/** A new job is compared with this number of jobs that have its prompt, the newest ones. */
const MAX_SIBLINGS = 20

/** Returns the columns of annotations and their values. */
export function columnsOfAnnotations({ name, note, tags, isFavorite }: Annotations): Record<string, SQLInputValue> {
  return {
    name: name ?? null,
    note: note ?? null,
    tags: tags.length === 0 ? null : JSON.stringify(tags),
    favorite: isFavorite ? 1 : 0,
  }
}

/** Changes the annotations of jobs. Returns the IDs of those that exist. Only in the body of `JobDatabase.write`. */
export function annotateJobs(database: JobDatabase, ids: readonly string[], change: AnnotationChange): Set<string> {
  const changed = new Set<string>()
  for (const id of ids) {
    const [row] = database.all('SELECT * FROM jobs WHERE id = ? AND removed_at IS NULL', id)
    if (row === undefined) continue
    const columns = columnsOfAnnotations(annotate(jobFromRow(row).annotations, change))
    const set = Object.keys(columns).map((name) => `${name} = ?`)
    database.run(`UPDATE jobs SET ${set.join(', ')} WHERE id = ?`, ...Object.values(columns), id)
    changed.add(id)
  }
  return changed
}

/**
 * Notes in a new job, and in the jobs with the same prompt, in which settings they differ. Written once, so that lists don't
 * compare jobs. Only in the body of `JobDatabase.write`.
 */
export function setDistinctSettings(
  database: JobDatabase,
  id: string,
  prompt: string,
  settings: RequestSettings,
): void {
  if (prompt === '') return
  const siblings = database
    .all('SELECT * FROM jobs WHERE prompt = ? ORDER BY created_at DESC LIMIT ?', prompt, MAX_SIBLINGS + 1)
    .map(jobFromRow)
    .filter((job) => job.id !== id && Object.keys(job.settings).length > 0)
  const own = new Set<string>()
  for (const sibling of siblings) {
    const names = differingSettings(settings, sibling.settings)
    for (const name of [...names, ...sibling.distinctSettings]) own.add(name)
    write(database, sibling.id, new Set([...sibling.distinctSettings, ...names]), sibling.distinctSettings.length)
  }
  write(database, id, own, 0)
}

/** The names are those of an API: letters, digits and underscores. */
function write(database: JobDatabase, id: string, names: ReadonlySet<string>, before: number): void {
  const safe = [...names].filter((name) => /^\w+$/.test(name))
  if (safe.length <= before) return
  database.run('UPDATE jobs SET distinct_settings = ? WHERE id = ?', safe.join(' '), id)
}
