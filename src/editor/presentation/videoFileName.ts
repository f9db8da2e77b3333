import type { Job } from '../../core/job/job.ts'

/** In characters: one takes up to four bytes, and file systems allow 255 bytes. */
const MAX_LENGTH = 50

const MAX_BYTES = 220

/** Device names that Windows reserves, with any file extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** A file name for a saved video, made from the letters and digits of its prompt. Valid on every file system. */
export function videoFileName(job: Pick<Job, 'id' | 'prompt'>): string {
  return validFileName(slugOf(job.prompt, MAX_LENGTH), job)
}

/** Returns the letters and digits of a text, with hyphens between words. Cut between words where that keeps most of it. */
export function slugOf(text: string, maxLength: number): string {
  const slug = text
    .slice(0, maxLength * 20)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '')
  const letters = [...slug]
  const head = letters.slice(0, maxLength)
  // Cuts between words, unless that would drop more than half of the name.
  const wordEnd = letters.length > maxLength && letters[maxLength] !== '-' ? head.lastIndexOf('-') : maxLength
  return head.slice(0, wordEnd < maxLength / 2 ? maxLength : wordEnd).join('')
}

/** Returns the name of an MP4 file. Replaces a name that is empty or reserved. */
export function validFileName(text: string, job: Pick<Job, 'id'>): string {
  const name = cut(text)
  return name === '' || RESERVED.test(name) ? `video-${job.id.slice(0, 8)}.mp4` : `${name}.mp4`
}

/** File systems allow 255 bytes. The rest is for the extension and a number. */
function cut(text: string): string {
  const characters = [...text.toWellFormed()]
  while (Buffer.byteLength(characters.join('')) > MAX_BYTES) characters.pop()
  return characters.join('')
}
