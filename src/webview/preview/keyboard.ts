import type { PlaybackCommand } from '../../protocol/playback.ts'
import { PLAYBACK_SHORTCUTS, type Shortcut } from '../shared/playback/shortcuts.ts'

export type PreviewCommand = PlaybackCommand | 'saveFrame' | 'copyFrame' | 'details'

export const PREVIEW_SHORTCUTS: readonly Shortcut<PreviewCommand>[] = [
  ...PLAYBACK_SHORTCUTS,
  { command: 'saveFrame', keys: ['Shift+s'] },
  { command: 'copyFrame', keys: ['Shift+c'] },
  { command: 'details', keys: ['Shift+d'] },
]

/** Whether the focused control uses the pressed key itself. */
export function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input, select, textarea, dialog')) return true
  return (key === ' ' || key === 'Enter') && target.closest('button, vscode-button, a, summary') !== null
}
