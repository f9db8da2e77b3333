import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const BUSY = 5
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** Runs `body`. Throws errors of SQLite and of the file system as `AppError('storage')`. */
export function withStoreErrors<T>(folder: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('storage', storeError(error, folder), { cause: error })
  }
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY
}

export function isCorrupt(error: unknown): boolean {
  const code = primaryCode(error)
  return code === CORRUPT || code === NOTADB
}

/** An error for which `isCorrupt` returns true. */
export function corruptError(message: string): Error {
  return Object.assign(new Error(message), { errcode: CORRUPT })
}

function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode
  return typeof code === 'number' ? code & 0xff : undefined
}

function storeError(error: unknown, folder: string): ErrorDetail {
  const system = (error as { code?: unknown }).code
  const code = primaryCode(error)
  if (code === FULL || system === 'ENOSPC') return errorDetail('storeDiskFull', { folder })
  if (code === READONLY || code === CANTOPEN || system === 'EACCES' || system === 'EPERM' || system === 'EROFS') {
    return errorDetail('storeReadOnly', { folder })
  }
  if (code === BUSY) return errorDetail('storeBusy', {})
  if (code === IOERR) return errorDetail('storeIo', { folder })
  if (system === 'EEXIST' || system === 'ENOTDIR') return errorDetail('storeBlocked', { folder })
  return errorDetail('storeFailed', { folder, message: messageOf(error) })
}
