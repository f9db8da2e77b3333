// Another program that holds the write lock of the store in the given folder again and again, until it is killed.
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabaseFile } from '../support/seedStore.ts'

const HOLD_MS = 3000
const PAUSE_MS = 500

const database = openDatabaseFile(process.argv[2] ?? '')
for (;;) {
  database.exec('BEGIN IMMEDIATE')
  process.send?.('locked')
  await sleep(HOLD_MS)
  database.exec('ROLLBACK')
  await sleep(PAUSE_MS)
}
