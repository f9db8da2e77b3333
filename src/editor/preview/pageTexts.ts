import { availableActions } from '../../core/job/actions.ts'
import type { PreviewView } from '../../protocol/preview.ts'
import type { L10n } from '../presentation/l10n.ts'
import { playbackStrings } from '../presentation/playbackStrings.ts'
import { truncate } from './notice.ts'
import type { PreviewInput } from './previewInput.ts'

/** What the conditions of the video's context menu read, and the job that its commands run on. */
export function menuOf({ job, request }: PreviewInput): PreviewView['menu'] {
  const actions = [...availableActions(job, { hasRequest: request !== undefined })]
  return { id: truncate(job.id, 500), wanVaceActions: `;${actions.map((action) => `${action};`).join('')}` }
}

export function stringsOf(l10n: L10n): PreviewView['strings'] {
  return {
    showMore: l10n.t('Show More'),
    showLess: l10n.t('Show Less'),
    details: l10n.t('Details'),
    moreActions: l10n.t('More Actions'),
    saveFrame: l10n.t('Save Frame…'),
    copyFrame: l10n.t('Copy Frame'),
    playback: playbackStrings(l10n),
  }
}
