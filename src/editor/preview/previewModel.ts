import { isRunning, type Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { PreviewView } from '../../protocol/preview.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { formatTitle } from '../presentation/title.ts'
import { offers } from './actions.ts'
import { sectionsOf } from './details.ts'
import { stageOf } from './mainArea.ts'
import type { PreviewInput } from './previewInput.ts'

const LONGEST_PROMPT = 100_000
const LONGEST_TITLE = 40

/** What the preview of a job shows. Pure: the same job gives the same view; ages are counted by the page. */
export function previewView(input: PreviewInput, language: DisplayLanguage): PreviewView {
  const { l10n } = language
  const prompt = promptOf(input)
  return {
    jobId: input.job.id,
    status: statusOf(input, l10n),
    stage: stageOf(input, l10n),
    actions: offers(input, l10n),
    ...(prompt === '' ? {} : { prompt: { title: l10n.t('Prompt'), text: prompt } }),
    sections: sectionsOf(input, language),
    words: words(l10n),
  }
}

/** The page of a job that is not in the list any more, or cannot be read. `reason` is why, when it is known. */
export function goneView(jobId: string, reason: string | undefined, l10n: L10n): PreviewView {
  const title = reason === undefined ? l10n.t('This generation is gone') : l10n.t('This generation cannot be shown')
  return {
    jobId,
    status: { tone: 'quiet', icon: 'circle-slash', label: title },
    stage: {
      kind: 'notice',
      icon: 'circle-slash',
      tone: 'quiet',
      title,
      paragraphs: [reason ?? l10n.t('It was removed from the list of generations. You can close this tab.')],
    },
    actions: [{ id: 'showJobs', label: l10n.t('Show Generations'), icon: 'list-unordered', primary: true }],
    sections: [],
    words: words(l10n),
  }
}

/** The tab's title: the beginning of what its row in the list is called. */
export function panelTitle(job: Job | undefined, l10n: L10n): string {
  return job ? toSingleLine(formatTitle(job, l10n), LONGEST_TITLE) : l10n.t('Generation')
}

function promptOf({ job, request }: PreviewInput): string {
  const whole = request?.values['prompt']
  const prompt = typeof whole === 'string' && whole !== '' ? whole : job.prompt
  return prompt.length > LONGEST_PROMPT ? `${prompt.slice(0, LONGEST_PROMPT)}…` : prompt
}

function statusOf({ job, waitsFor }: PreviewInput, l10n: L10n): PreviewView['status'] {
  // Nothing moves while it waits, so nothing turns.
  if (isRunning(job) && waitsFor !== undefined) return { tone: 'quiet', icon: 'debug-pause', label: l10n.t('Waiting') }
  switch (job.state) {
    case 'submitting':
      return { tone: 'running', icon: 'loading', label: l10n.t('Sending') }
    case 'unconfirmed':
      return isRunning(job)
        ? { tone: 'running', icon: 'loading', label: l10n.t('Looking for it') }
        : { tone: 'warning', icon: 'question', label: l10n.t('Unconfirmed') }
    case 'queued':
      return { tone: 'running', icon: 'loading', label: l10n.t('Queued') }
    case 'generating':
      return { tone: 'running', icon: 'loading', label: l10n.t('Generating') }
    case 'completed':
      return completedStatus(job, l10n)
    case 'failed':
      return { tone: 'bad', icon: 'error', label: l10n.t('Failed') }
    case 'stopped':
      return { tone: 'quiet', icon: 'circle-slash', label: l10n.t('No longer watched') }
  }
}

function completedStatus(job: Job, l10n: L10n): PreviewView['status'] {
  switch (job.file.state) {
    case 'none':
    case 'downloading':
      return { tone: 'running', icon: 'loading', label: l10n.t('Downloading') }
    case 'saved':
      return { tone: 'good', icon: 'pass', label: l10n.t('Completed') }
    case 'failed':
      return { tone: 'warning', icon: 'warning', label: l10n.t('Completed, not downloaded') }
    case 'lost':
      return { tone: 'bad', icon: 'warning', label: l10n.t('Completed, file lost') }
    case 'deleted':
      return { tone: 'quiet', icon: 'pass', label: l10n.t('Completed, file deleted') }
  }
}

function words(l10n: L10n): PreviewView['words'] {
  return { showMore: l10n.t('Show More'), showLess: l10n.t('Show Less') }
}
