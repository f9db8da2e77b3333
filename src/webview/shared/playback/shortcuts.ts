import type { PlaybackCommand } from '../../../protocol/playback.ts'

/** The members of a `KeyboardEvent` that select a shortcut. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** One row of a shortcut table. */
export interface Shortcut<Command extends string> {
  readonly command: Command
  /** Values of `KeyboardEvent.key`, so with Shift applied: `>` and not Shift+`.`; letters in lower case, or after `Shift+`. */
  readonly keys: readonly string[]
}

/** The commands of every page that plays videos. A page adds rows for its own commands. */
export const PLAYBACK_SHORTCUTS: readonly Shortcut<PlaybackCommand>[] = [
  { command: 'playPause', keys: [' ', 'k'] },
  { command: 'previousFrame', keys: [',', 'ArrowLeft'] },
  { command: 'nextFrame', keys: ['.', 'ArrowRight'] },
  { command: 'back', keys: ['Shift+ArrowLeft', 'j'] },
  { command: 'forward', keys: ['Shift+ArrowRight'] },
  { command: 'start', keys: ['Home'] },
  { command: 'end', keys: ['End'] },
  { command: 'setIn', keys: ['i'] },
  { command: 'setOut', keys: ['o'] },
  { command: 'clearInOut', keys: ['x'] },
  { command: 'loop', keys: ['l'] },
  { command: 'slower', keys: ['<'] },
  { command: 'faster', keys: ['>'] },
  { command: 'zoomIn', keys: ['+', '='] },
  { command: 'zoomOut', keys: ['-'] },
  { command: 'fit', keys: ['0'] },
  { command: 'actualSize', keys: ['z'] },
  { command: 'panLeft', keys: ['a'] },
  { command: 'panRight', keys: ['d'] },
  { command: 'panUp', keys: ['w'] },
  { command: 'panDown', keys: ['s'] },
  { command: 'mute', keys: ['m'] },
  { command: 'louder', keys: ['Shift+ArrowUp'] },
  { command: 'quieter', keys: ['Shift+ArrowDown'] },
  { command: 'fullScreen', keys: ['f'] },
  { command: 'showShortcuts', keys: ['?'] },
]

/** Keys whose Shift is part of the name: Shift does not change `key` itself. */
const SHIFTABLE = /^(Arrow\w+|Home|End|Page\w+|[a-z])$/

/** The command of a pressed key; undefined if it has none, or if Ctrl, Alt or Cmd is pressed. */
export function commandOf<Command extends string>(
  press: KeyPress & { readonly shiftKey: boolean },
  shortcuts: readonly Shortcut<Command>[],
): Command | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const name = press.shiftKey && SHIFTABLE.test(key) ? `Shift+${key}` : key
  return shortcuts.find(({ keys }) => keys.includes(name))?.command
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** How a key is shown, for example `Shift+→` or `K`. */
export function keyLabel(key: string): string {
  return key
    .split(/(?<=^Shift)\+/)
    .map((part) => SYMBOLS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+')
}
