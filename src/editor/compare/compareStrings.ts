import type { CompareText } from '../../protocol/compare.ts'
import type { L10n } from '../presentation/l10n.ts'

/** The texts of the page. `{0}` in them is replaced by the page. */
export function compareStrings(l10n: L10n): Record<CompareText, string> {
  return {
    title: l10n.t('Comparison'),
    layout: l10n.t('Layout'),
    grid: l10n.t('Side by Side'),
    stacked: l10n.t('Stacked'),
    wipe: l10n.t('Wipe'),
    onionSkin: l10n.t('Onion Skin'),
    difference: l10n.t('Difference'),
    divider: l10n.t('Divider'),
    opacity: l10n.t('Opacity of the second video'),
    showAlone: l10n.t('Show Only This Video'),
    showAll: l10n.t('Show All Videos'),
    markBest: l10n.t('Mark as Best'),
    unmarkBest: l10n.t('Remove Mark'),
    removeOthers: l10n.t('Remove the Others…'),
    open: l10n.t('Open'),
    measure: l10n.t('Measure Similarity'),
    cancel: l10n.t('Cancel'),
    export: l10n.t('Export Comparison…'),
    fewerVideos: l10n.t('There are fewer than two videos to compare.'),
    metrics: l10n.t('Similarity'),
    firstVideo: l10n.t('First video'),
    secondVideo: l10n.t('Second video'),
    measuring: l10n.t('Measuring frame {0} of {1}…', '{0}', '{1}'),
    measureFailed: l10n.t('Could not measure the videos: {0}', '{0}'),
    mean: l10n.t('Mean {0}', '{0}'),
    lowest: l10n.t('lowest {0} at frame {1}', '{0}', '{1}'),
    goToLowest: l10n.t('Go to the Frame with the Lowest Value'),
    infinite: l10n.t('infinite'),
    chartPosition: l10n.t('Frame {0}: {1}', '{0}', '{1}'),
    tileKeys: l10n.t('Show Only One Video, or All'),
    nextLayout: l10n.t('Next Layout'),
    moveDivider: l10n.t('Move the Divider or Change the Opacity'),
    exportUnsupported: l10n.t('This editor cannot encode videos.'),
  }
}
