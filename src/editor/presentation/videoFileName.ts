import type { Job } from '../../core/job/job.ts'

/** In characters: one takes up to four bytes, and file systems allow 255 bytes. */
const MAX_LENGTH = 50

/** Device names that Windows reserves, with any file extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** A file name for a saved video, made from the letters and digits of its prompt. Valid on every file system. */
export function videoFileName(job: Pick<Job, 'id' | 'prompt'>): string {
  const slug = job.prompt
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '')
  const letters = [...slug]
  const head = letters.slice(0, MAX_LENGTH)
  // Cuts between words, unless that would drop more than half of the name.
  const wordEnd = letters.length > MAX_LENGTH && letters[MAX_LENGTH] !== '-' ? head.lastIndexOf('-') : MAX_LENGTH
  const name = head.slice(0, wordEnd < MAX_LENGTH / 2 ? MAX_LENGTH : wordEnd).join('')
  if (name === '' || RESERVED.test(name)) return `video-${job.id.slice(0, 8)}.mp4`
  return `${name}.mp4`
}
