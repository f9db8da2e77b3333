import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** Files with the same name get a number, up to this one. */
const MAX_NUMBER = 1000

/** The name of a file, or with a number before its extension from the second one on: `dance.mp4`, `dance-2.mp4`. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name
  const extension = extname(name)
  return `${name.slice(0, name.length - extension.length)}-${number}${extension}`
}

/** Calls `create` with names until one is free, which is when it returns true. Returns this name. */
export async function firstFreeName(name: string, create: (name: string) => Promise<boolean>): Promise<string> {
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const numbered = numberedName(name, number)
    if (await create(numbered)) return numbered
  }
  throw new Error(`There are already ${MAX_NUMBER} files with this name.`)
}

/**
 * Writes a new file to a folder. Never overwrites a file, and never follows a symbolic link. Returns whether the name was
 * free. Rejects with a file system error.
 */
export async function createLocalFile(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeFile(join(folder, name), bytes, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false
    throw error
  }
}
