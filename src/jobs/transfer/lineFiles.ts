import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** In characters. A request may contain videos as `data:` URIs; no line of an export is longer. */
export const MAX_LINE_LENGTH = 128 * 1024 * 1024

/**
 * Reads the lines of a UTF-8 file, without line ends and byte order mark, one at a time. Returns undefined for a line of
 * more than `maxLength` characters, which is not kept in memory.
 */
export async function* readLines(path: string, maxLength = MAX_LINE_LENGTH): AsyncGenerator<string | undefined> {
  let parts: string[] = []
  let length = 0
  const takeLine = () => {
    const line = length > maxLength ? undefined : trimLine(parts.join(''))
    parts = []
    length = 0
    return line
  }
  for await (const chunk of createReadStream(path, 'utf8')) {
    const pieces = String(chunk).split('\n')
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) yield takeLine()
      length += piece.length
      if (length > maxLength) parts = []
      else parts.push(piece)
    }
  }
  if (length > 0) yield takeLine()
}

/** Writes texts to a file that gets its name only when it is complete. Rejects and leaves no file if `signal` aborts. */
export async function writeAtomically(path: string, texts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const part = `${path}.part`
  // Deleted rather than overwritten: in a shared folder, it may be a link to another file.
  rmSync(part, { force: true })
  try {
    await pipeline(Readable.from(texts), createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal })
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Some editors add a byte order mark or carriage returns when they save a file. */
function trimLine(line: string): string {
  return line.replace(/^\ufeff/, '').replace(/\r$/, '')
}
