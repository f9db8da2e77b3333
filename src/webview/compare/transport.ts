import { html, type TemplateResult } from 'lit'
import type { PlaybackStrings } from '../../protocol/playback.ts'
import { iconButton } from '../shared/icon.ts'
import { formatPosition, frameStart } from '../shared/playback/frames.ts'
import '../shared/playback/timeline.ts'
import { SPEEDS } from './groupCommands.ts'
import type { CompareCommand } from './shortcuts.ts'
import type { SyncGroup } from './syncGroup.ts'

/** The controls of all videos: the timeline, the buttons and the speed. */
export function transport(
  group: SyncGroup,
  strings: PlaybackStrings,
  run: (command: CompareCommand) => void,
): TemplateResult {
  const { timeline, frame, isPlaying, speed } = group
  const { commands } = strings
  const setSpeed = (event: Event) => {
    group.speed = Number((event.currentTarget as HTMLSelectElement).value)
  }
  return html`<footer class="transport">
    <wan-timeline
      .timing=${timeline}
      .frame=${frame}
      .strings=${{ label: strings.timeline, position: strings.position }}
      .onSeek=${(to: number) => void group.seek(to)}
      .onHover=${() => undefined}
    ></wan-timeline>
    <div class="transport-buttons">
      ${iconButton('debug-restart', commands.start, () => run('start'))}
      ${iconButton('chevron-left', commands.previousFrame, () => run('previousFrame'))}
      ${iconButton(isPlaying ? 'debug-pause' : 'play', isPlaying ? strings.pause : strings.play, () => run('playPause'))}
      ${iconButton('chevron-right', commands.nextFrame, () => run('nextFrame'))}
      <span class="position">${frame + 1} / ${timeline.frames} · ${formatPosition(frameStart(frame, timeline))}</span>
      <select aria-label=${strings.speed} title=${strings.speed} @change=${setSpeed}>
        ${SPEEDS.map((each) => html`<option value=${each} ?selected=${each === speed}>${each}×</option>`)}
      </select>
      <span class="spacer"></span>
      ${iconButton('keyboard', commands.showShortcuts, () => run('showShortcuts'))}
    </div>
  </footer>`
}
