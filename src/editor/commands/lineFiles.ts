import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../core/errors.ts'

/** A request may hold a clip as a `data:` URI; longer than this is no line of ours. */
const LONGEST_LINE = 256 * 1024 * 1024

/** The lines of a UTF-8 file without their ends, in constant memory but for the longest line. */
export async function* linesOf(path: string, longest = LONGEST_LINE): AsyncGenerator<string> {
  let parts: string[] = []
  let length = 0
  for await (const chunk of createReadStream(path, 'utf8')) {
    const pieces = String(chunk).split('\n')
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        yield withoutReturn(parts.join(''))
        parts = []
        length = 0
      }
      parts.push(piece)
      length += piece.length
      if (length > longest) throw new AppError('invalid', 'The file has a line that is too long to be an export.')
    }
  }
  if (length > 0) yield withoutReturn(parts.join(''))
}

/** Writes texts to a file that appears under its name only when it is whole. */
export async function writeTexts(path: string, texts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const part = `${path}.part`
  // What lies there is deleted, and never written through: a folder from elsewhere may hold a link of that name.
  rmSync(part, { force: true })
  try {
    await pipeline(Readable.from(texts), createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal })
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** A byte order mark comes from editors that a file passed through. */
function withoutReturn(line: string): string {
  return line.replace(/^\ufeff/, '').replace(/\r$/, '')
}
