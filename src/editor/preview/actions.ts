import { availableActions } from '../../core/job/actions.ts'
import type { PreviewAction, PreviewRow, PreviewView } from '../../protocol/preview.ts'
import { ACTION_ICONS, actionLabels } from '../presentation/actionLabels.ts'
import type { L10n } from '../presentation/l10n.ts'
import type { PreviewInput } from './previewInput.ts'
import { externalUrl, videoSource } from './videoSource.ts'

/** Actions that have a primary button if they are the first. */
const PRIMARY_ACTIONS: ReadonlySet<PreviewAction> = new Set([
  'setApiKey',
  'showNewAttempt',
  'openBilling',
  'changeAndGenerateAgain',
  'saveAs',
  'retry',
  'checkAgain',
  'downloadAgain',
])

/** The buttons for the actions that are available for the job, the most useful first. */
export function actionsOf(input: PreviewInput, needsKey: boolean, l10n: L10n): PreviewView['actions'] {
  const actions: PreviewAction[] = [...(needsKey ? (['setApiKey'] as const) : []), ...orderedActions(input)]
  return actions.map((id, index) => ({
    ...presentAction(id, l10n),
    primary: index === 0 && PRIMARY_ACTIONS.has(id),
  }))
}

/** The label and the icon of an action. */
export function presentAction(id: PreviewAction, l10n: L10n): NonNullable<PreviewRow['action']> {
  switch (id) {
    case 'openExternally':
      return { id, label: l10n.t('Open Externally'), icon: 'link-external' }
    case 'generateFromFile':
      return { id, label: l10n.t('Generate from This Video…'), icon: 'device-camera-video' }
    case 'setApiKey':
      return { id, label: l10n.t('Set API Key'), icon: 'key' }
    case 'showNewAttempt':
      return { id, label: l10n.t('Show New Attempt'), icon: 'arrow-right' }
    case 'showPreviousAttempt':
      return { id, label: l10n.t('Show Previous Attempt'), icon: 'arrow-left' }
    case 'showJobs':
      return { id, label: l10n.t('Show Generations'), icon: 'list-unordered' }
    default:
      return { id, label: actionLabels(l10n)[id], icon: ACTION_ICONS[id] }
  }
}

/** The order of the buttons. Actions that are not listed have no button. */
const ORDER: readonly PreviewAction[] = [
  'showNewAttempt',
  'openBilling',
  'changeAndGenerateAgain',
  'retry',
  'checkAgain',
  'downloadAgain',
  'openExternally',
  'saveAs',
  'compareSource',
  'copyVideoUrl',
  'generateAgain',
  'generateVariations',
  'stopTracking',
]

/** For an unconfirmed job, the free action comes before the one that may be charged. */
const UNCONFIRMED_ORDER: readonly PreviewAction[] = ['checkAgain', 'retry', 'generateAgain', 'remove']

function orderedActions(input: PreviewInput): PreviewAction[] {
  const { job, request, fileUrl } = input
  const isPlayable = videoSource(input) !== undefined
  const isUnplayable = fileUrl !== undefined && !isPlayable
  const available: Set<string> = new Set(availableActions(job, { hasRequest: request !== undefined, isUnplayable }))
  if (job.retriedAs !== undefined) available.add('showNewAttempt')
  if (!isPlayable && canOpenExternally(input)) available.add('openExternally')
  const needsDecision = job.state === 'unconfirmed' && available.has('checkAgain')
  const order = needsDecision ? UNCONFIRMED_ORDER : ORDER
  // One of the two buttons for the form is enough.
  if (available.has('changeAndGenerateAgain')) available.delete('generateAgain')
  return order.filter((action) => available.has(action))
}

/** Whether there is a file, or a result URL that is not being downloaded. */
function canOpenExternally({ job, fileUrl }: PreviewInput): boolean {
  if (fileUrl !== undefined) return true
  const isDownloading = job.file.state === 'none' || job.file.state === 'downloading'
  return externalUrl(job) !== undefined && !isDownloading
}
