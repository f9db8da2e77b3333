import type { Job } from '../../core/job/job.ts'
import { slugOf, validFileName } from './videoFileName.ts'

const MAX_PATTERN_LENGTH = 200
const MAX_NAME_LENGTH = 80

/**
 * Returns the file name of a video for a pattern such as `{date}-{name}-{seed}.mp4`. `{name}` is the name or the prompt, and
 * other words in braces are settings of the request; one that is not set leaves nothing. Always a single file name that is
 * valid on every file system and ends with `.mp4`, whatever the texts are.
 */
export function fileNameFromPattern(pattern: string, job: Job): string {
  const base = pattern.slice(0, MAX_PATTERN_LENGTH).replace(/\.mp4$/i, '') || '{name}'
  const filled = base.replace(/\{(\w+)\}/g, (_, name: string) => slugOf(settingText(name, job), MAX_NAME_LENGTH))
  return validFileName(
    filled
      .replace(/[^\p{L}\p{M}\p{N} ._()+=@-]+/gu, '')
      .replace(/[-_.\s]*([-_.\s])/g, '$1')
      .replace(/^[-_.\s]+|[-_.\s]+$/g, ''),
    job,
  )
}

function settingText(name: string, job: Job): string {
  const at = new Date(job.finishedAt ?? job.createdAt)
  switch (name) {
    case 'date':
      return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-')
    case 'time':
      return [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('-')
    case 'name':
      return job.annotations.name ?? job.prompt
    case 'prompt':
      return job.prompt
    case 'id':
      return job.id.slice(0, 8)
    default:
      return Object.hasOwn(job.settings, name) ? String(job.settings[name]) : ''
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
