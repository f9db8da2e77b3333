import type { JobAction } from '../../core/job/actions.ts'
import type { L10n } from './l10n.ts'

/** The label of each action: the title of its command in package.nls.json. */
export function actionLabels(l10n: L10n): Readonly<Record<JobAction, string>> {
  return {
    open: l10n.t('Open'),
    saveAs: l10n.t('Save As…'),
    openBilling: l10n.t('Open Billing'),
    changeAndGenerateAgain: l10n.t('Change and Generate Again…'),
    compareSource: l10n.t('Compare Source and Result'),
    checkAgain: l10n.t('Check Again'),
    retry: l10n.t('Retry'),
    downloadAgain: l10n.t('Download Again'),
    stopTracking: l10n.t('Stop Tracking'),
    generateAgain: l10n.t('Generate Again with Changes…'),
    generateVariations: l10n.t('Generate Variations…'),
    showRequest: l10n.t('Show Request'),
    saveRequest: l10n.t('Save Request to File…'),
    copyRequest: l10n.t('Copy Request As…'),
    rename: l10n.t('Rename…'),
    editTags: l10n.t('Edit Tags…'),
    editNote: l10n.t('Edit Note…'),
    addToFavorites: l10n.t('Add to Favorites'),
    removeFromFavorites: l10n.t('Remove from Favorites'),
    copyPath: l10n.t('Copy Path'),
    copyVideoUrl: l10n.t('Copy Video URL'),
    copyGenerationId: l10n.t('Copy Generation ID'),
    remove: l10n.t('Remove'),
  }
}

/** The codicon of each action: the icon of its command in package.json. */
export const ACTION_ICONS: Readonly<Record<JobAction, string>> = {
  open: 'play',
  saveAs: 'save-as',
  openBilling: 'credit-card',
  changeAndGenerateAgain: 'edit',
  compareSource: 'compare-changes',
  checkAgain: 'search',
  retry: 'refresh',
  downloadAgain: 'cloud-download',
  stopTracking: 'debug-stop',
  generateAgain: 'edit',
  generateVariations: 'versions',
  showRequest: 'json',
  saveRequest: 'save-as',
  copyRequest: 'code',
  rename: 'edit',
  editTags: 'tag',
  editNote: 'note',
  addToFavorites: 'star-empty',
  removeFromFavorites: 'star-full',
  copyPath: 'copy',
  copyVideoUrl: 'link',
  copyGenerationId: 'copy',
  remove: 'trash',
}
