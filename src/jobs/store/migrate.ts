import type { DatabaseSync } from 'node:sqlite'
import { AppError, errorDetail } from '../../core/errors.ts'
import { MIGRATIONS } from './schema.ts'
import { transaction } from './transaction.ts'

/** Throws `AppError('storage')` if a newer version of the extension wrote the database. */
export function rejectNewerSchema(database: DatabaseSync): void {
  if (schemaVersion(database) > MIGRATIONS.length) throw new AppError('storage', errorDetail('storeNewer', {}))
}

/** Brings the schema to the current version. */
export function migrate(database: DatabaseSync): void {
  if (schemaVersion(database) === MIGRATIONS.length) return
  transaction(database, () => {
    // Checked again inside the transaction: another window may have migrated in the meantime.
    rejectNewerSchema(database)
    for (const step of MIGRATIONS.slice(schemaVersion(database))) database.exec(step)
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
  })
}

function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}
