import type { CompareCommand } from './shortcuts.ts'
import type { SyncGroup } from './syncGroup.ts'

export const SPEEDS: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2]

/** The commands that all videos carry out together. */
const RUN = {
  playPause: (group: SyncGroup) => (group.isPlaying ? group.pause() : group.play()),
  previousFrame: (group: SyncGroup) => group.step(-1),
  nextFrame: (group: SyncGroup) => group.step(1),
  back: (group: SyncGroup) => void group.seek(group.frame - group.timeline.framesPerSecond),
  forward: (group: SyncGroup) => void group.seek(group.frame + group.timeline.framesPerSecond),
  start: (group: SyncGroup) => void group.seek(0),
  end: (group: SyncGroup) => void group.seek(group.timeline.frames - 1),
  slower: (group: SyncGroup) => changeSpeed(group, -1),
  faster: (group: SyncGroup) => changeSpeed(group, 1),
} satisfies Partial<Record<CompareCommand, (group: SyncGroup) => void>>

type GroupCommand = keyof typeof RUN

export function isGroupCommand(command: CompareCommand): command is GroupCommand {
  return command in RUN
}

export function runOnGroup(group: SyncGroup, command: GroupCommand): void {
  RUN[command](group)
}

function changeSpeed(group: SyncGroup, step: number): void {
  const index = SPEEDS.indexOf(group.speed) + step
  group.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))] ?? 1
}
