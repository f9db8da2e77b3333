import * as z from 'zod/mini'

const text = z.string().check(z.maxLength(200))

const playbackCommand = z.enum([
  'playPause',
  'previousFrame',
  'nextFrame',
  'back',
  'forward',
  'start',
  'end',
  'setIn',
  'setOut',
  'clearInOut',
  'loop',
  'slower',
  'faster',
  'zoomIn',
  'zoomOut',
  'fit',
  'actualSize',
  'panLeft',
  'panRight',
  'panUp',
  'panDown',
  'mute',
  'louder',
  'quieter',
  'fullScreen',
  'showShortcuts',
])
/** A command of every page that plays videos. Each has a keyboard shortcut. */
export type PlaybackCommand = z.infer<typeof playbackCommand>

/** The texts of the controls that every page with videos has: `editor/presentation/playbackStrings.ts` makes them. */
export const playbackStrings = z.strictObject({
  /** By command: the label in the list of shortcuts, and the tooltip of its button. */
  commands: z.record(playbackCommand, text),
  play: text,
  pause: text,
  unmute: text,
  timeline: text,
  /** `{0}` is the frame counted from 1, `{1}` the number of frames, and `{2}` the time. */
  position: text,
  speed: text,
  volume: text,
  shortcutsTitle: text,
  close: text,
})
export type PlaybackStrings = z.infer<typeof playbackStrings>
