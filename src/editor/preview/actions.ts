import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import type { L10n } from '../presentation/l10n.ts'
import type { PreviewInput } from './previewInput.ts'
import { playableUrl, videoSource } from './videoSource.ts'

type Offer = PreviewView['actions'][number]

const ICONS: Readonly<Record<PreviewAction, string>> = {
  saveAs: 'save-as',
  copyVideoUrl: 'link',
  copyGenerationId: 'copy',
  showRequest: 'json',
  generateAgain: 'edit',
  retry: 'refresh',
  stopTracking: 'debug-stop',
  checkAgain: 'search',
  downloadAgain: 'cloud-download',
  remove: 'trash',
  openExternally: 'link-external',
  showJobs: 'list-unordered',
}

/** What is likely to be wanted next, when it comes first. */
const NEXT: ReadonlySet<PreviewAction> = new Set(['saveAs', 'retry', 'checkAgain', 'downloadAgain'])

/** What can be done with the job as it is now, the most likely first. */
export function offers(input: PreviewInput, l10n: L10n): Offer[] {
  const labels: Readonly<Record<PreviewAction, string>> = {
    saveAs: l10n.t('Save As…'),
    copyVideoUrl: l10n.t('Copy Video URL'),
    copyGenerationId: l10n.t('Copy Generation ID'),
    showRequest: l10n.t('Show Request'),
    generateAgain: l10n.t('Generate Again with Changes…'),
    retry: l10n.t('Retry'),
    stopTracking: l10n.t('Stop Watching'),
    checkAgain: l10n.t('Look Again'),
    downloadAgain: l10n.t('Download Again'),
    remove: l10n.t('Remove'),
    openExternally: l10n.t('Open Outside the Editor'),
    showJobs: l10n.t('Show Generations'),
  }
  return actionsOf(input).map((id, index) => ({
    id,
    label: labels[id],
    icon: ICONS[id],
    primary: index === 0 && NEXT.has(id),
  }))
}

function actionsOf(input: PreviewInput): PreviewAction[] {
  const available = availableActions(input.job, { hasRequest: input.request !== undefined })
  const only = (action: JobAction & PreviewAction): PreviewAction[] => (available.has(action) ? [action] : [])
  const undecided = input.job.state === 'unconfirmed' && available.has('checkAgain')
  const wanted = [
    ...fileActions(input),
    // What costs nothing comes first where it is not known what was bought.
    ...(undecided ? only('checkAgain') : []),
    ...only('retry'),
    ...(undecided ? [] : only('checkAgain')),
    ...only('downloadAgain'),
    ...only('saveAs'),
    ...only('copyVideoUrl'),
    ...only('generateAgain'),
    ...only('stopTracking'),
    ...(undecided ? (['remove'] as const) : []),
  ]
  return [...new Set(wanted)]
}

/** What helps when the video is there and the page cannot play it. */
function fileActions(input: PreviewInput): PreviewAction[] {
  if (videoSource(input) !== undefined) return []
  if (input.fileUrl !== undefined) return ['downloadAgain', 'openExternally']
  const isArriving = input.job.file.state === 'none' || input.job.file.state === 'downloading'
  if (playableUrl(input.job) === undefined || isArriving) return []
  // A lost one's address has expired: to ask for a new one comes first.
  return input.job.file.state === 'lost' ? ['downloadAgain', 'openExternally'] : ['openExternally']
}
