import { availableActions } from '../../core/job/actions.ts'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import type { L10n } from '../presentation/l10n.ts'
import type { PreviewInput } from './previewInput.ts'
import { playableUrl, videoSource } from './videoSource.ts'

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

/** Actions that have a primary button if they are the first. */
const PRIMARY_ACTIONS: ReadonlySet<PreviewAction> = new Set(['saveAs', 'retry', 'checkAgain', 'downloadAgain'])

/** The buttons for the actions that are available for the job, the most useful first. */
export function actionsOf(input: PreviewInput, l10n: L10n): PreviewView['actions'] {
  const labels: Readonly<Record<PreviewAction, string>> = {
    saveAs: l10n.t('Save As…'),
    copyVideoUrl: l10n.t('Copy Video URL'),
    copyGenerationId: l10n.t('Copy Generation ID'),
    showRequest: l10n.t('Show Request'),
    generateAgain: l10n.t('Generate Again with Changes…'),
    retry: l10n.t('Retry'),
    stopTracking: l10n.t('Stop Tracking'),
    checkAgain: l10n.t('Check Again'),
    downloadAgain: l10n.t('Download Again'),
    remove: l10n.t('Remove'),
    openExternally: l10n.t('Open Externally'),
    showJobs: l10n.t('Show Generations'),
  }
  return orderedActions(input).map((id, index) => ({
    id,
    label: labels[id],
    icon: ICONS[id],
    primary: index === 0 && PRIMARY_ACTIONS.has(id),
  }))
}

/** The order of the buttons. Actions that are not listed have no button. */
const ORDER: readonly PreviewAction[] = [
  'retry',
  'checkAgain',
  'downloadAgain',
  'openExternally',
  'saveAs',
  'copyVideoUrl',
  'generateAgain',
  'stopTracking',
]

/** For an unconfirmed job, the free action comes before the one that may be charged. */
const UNCONFIRMED_ORDER: readonly PreviewAction[] = ['checkAgain', 'retry', 'generateAgain', 'remove']

function orderedActions(input: PreviewInput): PreviewAction[] {
  const { job, request, fileUrl } = input
  const isPlayable = videoSource(input) !== undefined
  const isUnplayable = fileUrl !== undefined && !isPlayable
  const available: Set<string> = new Set(availableActions(job, { hasRequest: request !== undefined, isUnplayable }))
  if (!isPlayable && canOpenExternally(input)) available.add('openExternally')
  const needsDecision = job.state === 'unconfirmed' && available.has('checkAgain')
  return (needsDecision ? UNCONFIRMED_ORDER : ORDER).filter((action) => available.has(action))
}

/** Whether there is a file, or a result URL that is not being downloaded. */
function canOpenExternally({ job, fileUrl }: PreviewInput): boolean {
  if (fileUrl !== undefined) return true
  const isDownloading = job.file.state === 'none' || job.file.state === 'downloading'
  return playableUrl(job) !== undefined && !isDownloading
}
