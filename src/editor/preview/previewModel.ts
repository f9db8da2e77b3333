import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { capitalize, presentJob, type RenderContext } from '../presentation/jobPresentation.ts'
import type { L10n } from '../presentation/l10n.ts'
import { actionsOf, presentAction } from './actions.ts'
import { sectionsOf } from './details.ts'
import { mainAreaOf } from './mainArea.ts'
import { notice, truncate } from './notice.ts'
import { menuOf, stringsOf } from './pageTexts.ts'
import type { PreviewInput } from './previewInput.ts'

const MAX_PROMPT_LENGTH = 100_000
const MAX_STATUS_LENGTH = 500

/** What a preview depends on, besides its input. */
export type PreviewContext = Omit<RenderContext, 'now'>

/** The preview of a job. Contains no elapsed times, so that the same job always has the same view. */
export function previewView(input: PreviewInput, context: PreviewContext): PreviewView {
  const { l10n, locale } = context
  const presentation = presentJob(input.job, context)
  const { label, icon, tone } = presentation
  const prompt = promptOf(input)
  return {
    status: { tone, icon: icon.id, label: truncate(capitalize(label, locale), MAX_STATUS_LENGTH) },
    mainArea: mainAreaOf(input, presentation, context),
    actions: actionsOf(input, presentation.paused === 'key', l10n),
    ...(prompt === '' ? {} : { prompt: { title: l10n.t('Prompt'), text: prompt } }),
    sections: sectionsOf(input, context),
    menu: menuOf(input),
    strings: stringsOf(l10n),
  }
}

/** The preview of a job that was removed, or that could not be read because of `error`. */
export function unavailableView(error: string | undefined, l10n: L10n): PreviewView {
  const title = error === undefined ? l10n.t('This generation was removed') : l10n.t('Could not load this generation')
  const paragraph = error ?? l10n.t('It is no longer in the list of generations. You can close this tab.')
  return viewWithoutJob({ title, paragraph, action: 'showJobs' }, l10n)
}

/** The preview of a job that its retry deleted. Another preview shows the retry. */
export function retriedView(l10n: L10n): PreviewView {
  const title = l10n.t('This generation was retried')
  const paragraph = l10n.t('The new attempt is shown in another tab.')
  return viewWithoutJob({ title, paragraph, action: 'showNewAttempt' }, l10n)
}

interface Notice {
  readonly title: string
  readonly paragraph: string
  readonly action: PreviewAction
}

function viewWithoutJob({ title, paragraph, action }: Notice, l10n: L10n): PreviewView {
  const style = { icon: { id: 'circle-slash' }, tone: 'muted' } as const
  return {
    status: { tone: style.tone, icon: style.icon.id, label: title },
    mainArea: notice(style, title, [paragraph]),
    actions: [{ ...presentAction(action, l10n), primary: true }],
    sections: [],
    menu: { wanVaceActions: ';' },
    strings: stringsOf(l10n),
  }
}

function promptOf({ job, request }: PreviewInput): string {
  const full = request?.values['prompt']
  const prompt = typeof full === 'string' && full !== '' ? full : job.prompt
  return prompt.length > MAX_PROMPT_LENGTH ? `${prompt.slice(0, MAX_PROMPT_LENGTH)}…` : prompt
}
