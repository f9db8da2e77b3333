import { abilitiesOf, contextValueOf } from '../../core/job/actions.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { descriptionOf, type RenderContext, stateText } from './jobState.ts'
import type { L10n } from './l10n.ts'

/** What a row of the tree shows, before the editor's own types come in. */
export interface Row {
  readonly label: string
  readonly description: string
  readonly icon: Icon
  readonly contextValue: string
  /** What a screen reader says: the icon's meaning in words. */
  readonly spoken: string
}

/** Ids of a theme icon and of a theme colour. */
export interface Icon {
  readonly id: string
  readonly color?: string
}

/**
 * Graphemes of the label. The editor cuts label and description as one line, so that a long label hides what comes after
 * it: at the side bar's usual width this leaves room for the state and its age.
 */
const MOVING_LENGTH = 24
const SETTLED_LENGTH = 120

/** Whether the row has nothing more urgent to tell than the whole prompt. */
function isSettled(job: Job): boolean {
  return job.state === 'completed' && job.file.state === 'saved'
}

export function rowOf(job: Job, hasRequest: boolean, around: RenderContext): Row {
  const title = titleOf(job, around.l10n)
  const description = descriptionOf(job, around)
  const state = stateText(job, around)
  return {
    label: isolated(toSingleLine(title, isSettled(job) ? SETTLED_LENGTH : MOVING_LENGTH)),
    description,
    icon: iconOf(job, around),
    contextValue: contextValueOf(abilitiesOf(job, hasRequest)),
    spoken: [title, ...(description.startsWith(state) ? [] : [state]), description].join(', '),
  }
}

/** A right-to-left text kept to itself: the age that follows would be drawn in its middle. */
function isolated(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
    ? `\u2068${text}\u2069`
    : text
}

/** The prompt as one harmless line; a job recovered from the account has none and is called by its id. */
export function titleOf(job: Job, l10n: L10n): string {
  const prompt = toSingleLine(job.prompt)
  if (prompt !== '') return prompt
  const id = toSingleLine(job.generationId ?? job.id, 40).split(':')[0] ?? ''
  return l10n.t('Generation {0}', id.slice(0, 8))
}

export function iconOf(job: Job, around: Pick<RenderContext, 'origin' | 'hasKey'>): Icon {
  if (isRunning(job) && (job.apiOrigin !== around.origin || !around.hasKey)) return { id: 'debug-pause' }
  switch (job.state) {
    case 'submitting':
    case 'generating':
      return { id: 'loading~spin' }
    case 'queued':
      return { id: 'clock' }
    case 'unconfirmed':
      return isRunning(job) ? { id: 'loading~spin', color: WARNING } : { id: 'warning', color: WARNING }
    case 'failed':
      return { id: 'error', color: 'list.errorForeground' }
    case 'stopped':
      return { id: 'circle-slash' }
    case 'completed':
      return fileIcon(job)
  }
}

const WARNING = 'list.warningForeground'

function fileIcon({ file }: Job): Icon {
  switch (file.state) {
    case 'none':
    case 'downloading':
      return { id: 'cloud-download' }
    case 'saved':
      return { id: 'check', color: 'charts.green' }
    case 'failed':
    case 'lost':
      return { id: 'warning', color: WARNING }
    case 'deleted':
      return { id: 'check', color: 'disabledForeground' }
  }
}
