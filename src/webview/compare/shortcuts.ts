import type { CompareText } from '../../protocol/compare.ts'
import type { PlaybackCommand } from '../../protocol/playback.ts'
import { PLAYBACK_SHORTCUTS, type Shortcut } from '../shared/playback/shortcuts.ts'

/** The commands that all videos carry out together. */
const SHARED = [
  'playPause',
  'previousFrame',
  'nextFrame',
  'back',
  'forward',
  'start',
  'end',
  'slower',
  'faster',
  'showShortcuts',
] as const satisfies readonly PlaybackCommand[]

export type CompareCommand =
  | (typeof SHARED)[number]
  | 'tileKeys'
  | 'showAll'
  | 'nextLayout'
  | 'moveDivider'
  | 'markBest'
  | 'measure'

/** The keys of `tileKeys` select a video, and those of `moveDivider` a direction. */
export const COMPARE_SHORTCUTS: readonly Shortcut<CompareCommand>[] = [
  ...PLAYBACK_SHORTCUTS.filter(isShared),
  { command: 'tileKeys', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  { command: 'showAll', keys: ['0', 'Escape'] },
  { command: 'nextLayout', keys: ['v'] },
  { command: 'moveDivider', keys: ['[', ']'] },
  { command: 'markBest', keys: ['b'] },
  { command: 'measure', keys: ['m'] },
]

function isShared(shortcut: Shortcut<PlaybackCommand>): shortcut is Shortcut<(typeof SHARED)[number]> {
  return (SHARED as readonly PlaybackCommand[]).includes(shortcut.command)
}

/** The labels of all commands, for the list of shortcuts. */
export function shortcutLabels(
  texts: Readonly<Record<CompareText, string>>,
  playback: Readonly<Record<PlaybackCommand, string>>,
): Record<CompareCommand, string> {
  const { tileKeys, showAll, nextLayout, moveDivider, markBest, measure } = texts
  const shared = Object.fromEntries(SHARED.map((command) => [command, playback[command]]))
  return {
    ...(shared as Record<(typeof SHARED)[number], string>),
    tileKeys,
    showAll,
    nextLayout,
    moveDivider,
    markBest,
    measure,
  }
}
