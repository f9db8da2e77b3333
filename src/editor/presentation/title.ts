import type { Job } from '../../core/job/job.ts'
import { sanitizeText, toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from './l10n.ts'

const ID_LENGTH = 8
const QUOTE_LENGTH = 60
/** More settings than this leave no room for the prompt. */
const MAX_SETTINGS = 3
const MAX_SETTING_LENGTH = 30

/** What a title depends on. */
export type TitledJob = Pick<Job, 'id' | 'generationId' | 'prompt' | 'annotations' | 'settings' | 'distinctSettings'>

/**
 * What identifies a job on every surface, as a single line without control characters: the name that the user gave it, or
 * the prompt, after what tells it apart from other jobs with this prompt, such as `seed 3 · 720p · A dancer on a roof`, or
 * the ID of a generation whose prompt is unknown.
 */
export function formatTitle(job: TitledJob, l10n: L10n): string {
  const name = toSingleLine(job.annotations.name ?? '')
  if (name !== '') return name
  const prompt = toSingleLine(job.prompt)
  if (prompt !== '') return [...formatDistinction(job, l10n), prompt].join(' · ')
  const id = toSingleLine(job.generationId ?? job.id, 40).split(':')[0] ?? ''
  return l10n.t('Generation {0}', id.slice(0, ID_LENGTH))
}

/**
 * The title in quotation marks, safe in a notification or dialog. Isolated, so that a right-to-left prompt does not
 * reorder the sentence around it.
 */
export function quoteTitle(job: TitledJob, l10n: L10n): string {
  return `“\u2068${sanitizeText(formatTitle(job, l10n), QUOTE_LENGTH)}\u2069”`
}

/** The settings in which a job differs from others with the same prompt, such as `seed 3` and `720p`. */
export function formatDistinction(job: TitledJob, l10n: L10n): string[] {
  return job.distinctSettings
    .toSorted((a, b) => rank(a) - rank(b))
    .map((name) => formatSetting(name, job.settings[name], l10n))
    .filter((text) => text !== '')
    .slice(0, MAX_SETTINGS)
}

/** The settings that users vary most, first. */
const ORDER: readonly string[] = ['seed', 'resolution', 'aspect_ratio', 'video_url', 'num_frames']

function rank(name: string): number {
  const index = ORDER.indexOf(name)
  return index === -1 ? ORDER.length : index
}

/** Shorter than label and value. Empty for a setting that was left to the service. */
export function formatSetting(name: string, value: string | number | boolean | undefined, l10n: L10n): string {
  if (value === undefined) return name === 'seed' ? l10n.t('random seed') : ''
  const text = toSingleLine(String(value), MAX_SETTING_LENGTH)
  switch (name) {
    case 'seed':
      return l10n.t('seed {0}', text)
    case 'num_frames':
      return l10n.t('{0} frames', text)
    case 'frames_per_second':
      return l10n.t('{0} fps', text)
    case 'num_inference_steps':
      return l10n.t('{0} steps', text)
    case 'guidance_scale':
      return l10n.t('guidance {0}', text)
    case 'shift':
      return l10n.t('shift {0}', text)
    case 'resolution':
    case 'aspect_ratio':
    case 'video_url':
    case 'image_url':
    case 'last_image_url':
    case 'image_list':
      return text
    default:
      // The API's name, because the parameter tables are not loaded at activation.
      return typeof value === 'boolean' && value ? readable(name) : `${readable(name)} ${text}`
  }
}

function readable(name: string): string {
  return toSingleLine(name.replaceAll('_', ' '), MAX_SETTING_LENGTH)
}
