import type { PlaybackStrings } from '../../protocol/playback.ts'
import type { L10n } from './l10n.ts'

/** The texts of the controls of a video, for the pages of the preview and the comparison. */
export function playbackStrings(l10n: L10n): PlaybackStrings {
  return {
    commands: {
      playPause: l10n.t('Play or Pause'),
      previousFrame: l10n.t('Previous Frame'),
      nextFrame: l10n.t('Next Frame'),
      back: l10n.t('Back One Second'),
      forward: l10n.t('Forward One Second'),
      start: l10n.t('Go to Start'),
      end: l10n.t('Go to End'),
      setIn: l10n.t('Set In Point'),
      setOut: l10n.t('Set Out Point'),
      clearInOut: l10n.t('Clear In and Out Points'),
      loop: l10n.t('Loop'),
      slower: l10n.t('Slower'),
      faster: l10n.t('Faster'),
      zoomIn: l10n.t('Zoom In'),
      zoomOut: l10n.t('Zoom Out'),
      fit: l10n.t('Zoom to Fit'),
      actualSize: l10n.t('Actual Size'),
      panLeft: l10n.t('Pan Left'),
      panRight: l10n.t('Pan Right'),
      panUp: l10n.t('Pan Up'),
      panDown: l10n.t('Pan Down'),
      mute: l10n.t('Mute'),
      louder: l10n.t('Increase Volume'),
      quieter: l10n.t('Decrease Volume'),
      fullScreen: l10n.t('Full Screen'),
      showShortcuts: l10n.t('Keyboard Shortcuts'),
    },
    play: l10n.t('Play'),
    pause: l10n.t('Pause'),
    unmute: l10n.t('Unmute'),
    timeline: l10n.t('Timeline'),
    position: l10n.t('Frame {0} of {1}, {2}', '{0}', '{1}', '{2}'),
    speed: l10n.t('Speed'),
    volume: l10n.t('Volume'),
    shortcutsTitle: l10n.t('Keyboard Shortcuts'),
    close: l10n.t('Close'),
  }
}
