import type { Job } from '../../core/job/job.ts'

/** Letters of all scripts take up to four bytes, and file systems allow 255 bytes. */
const LENGTH = 50

/** Names that Windows keeps for devices, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** A name for a saved video made from its prompt: letters and digits of any script, nothing a file system minds. */
export function videoFileName(job: Pick<Job, 'id' | 'prompt'>): string {
  const slug = job.prompt
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '')
  const letters = [...slug]
  const head = letters.slice(0, LENGTH)
  // Cut between words, where there is a place not too far back.
  const end = letters.length > LENGTH && letters[LENGTH] !== '-' ? head.lastIndexOf('-') : LENGTH
  const clean = head.slice(0, end < LENGTH / 2 ? LENGTH : end).join('')
  if (clean === '' || RESERVED.test(clean)) return `video-${job.id.slice(0, 8)}.mp4`
  return `${clean}.mp4`
}
