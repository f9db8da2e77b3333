import { html, nothing, type TemplateResult } from 'lit'
import { codicon } from '../shared/icon.ts'
import { formatPosition, frameStart } from '../shared/playback/frames.ts'
import type { HoverThumbnail } from '../shared/playback/hoverThumbnail.ts'
import { keyLabel, PLAYBACK_SHORTCUTS } from '../shared/playback/shortcuts.ts'
import '../shared/playback/timeline.ts'
import type { Player, PlayerCommand, VideoArea } from './player.ts'
import { playerIcon } from './playerIcons.ts'
import { SPEEDS } from './runPlaybackCommand.ts'

/** The timeline and the buttons below the video. */
export function playerControls(player: Player, thumbnail: HoverThumbnail<VideoArea>): TemplateResult | typeof nothing {
  const { timing, frame, range, strings, video } = player
  const { playback } = strings
  if (!timing) return nothing
  const isPaused = video?.paused ?? true
  const isZoomed = player.zoom.scale > 1
  const { loop = true, volume = 1, muted = true } = player.state.current
  return html`<div class="controls">
    <wan-timeline
      .timing=${timing}
      .frame=${frame}
      .range=${range}
      .hover=${thumbnail.element}
      .strings=${{ label: playback.timeline, position: playback.position }}
      .onSeek=${(to: number) => player.seek(to)}
      .onHover=${(at: number | undefined) => {
        if (at === undefined) return
        thumbnail.show(player.area, at, timing)
        player.requestUpdate()
      }}
    ></wan-timeline>
    <div class="buttons">
      <span class="group">
        ${button(player, 'start', playerIcon('start'))} ${button(player, 'previousFrame', playerIcon('previousFrame'))}
        ${button(player, 'playPause', codicon(isPaused ? 'play' : 'debug-pause'), isPaused ? playback.play : playback.pause)}
        ${button(player, 'nextFrame', playerIcon('nextFrame'))} ${button(player, 'end', playerIcon('end'))}
      </span>
      <output class="position">
        <span class="frame-number">${frame + 1}</span> / ${timing.frames}
        <span class="time">${formatPosition(frameStart(frame, timing))}</span>
      </output>
      <span class="group">
        ${button(player, 'setIn', playerIcon('setIn'))} ${button(player, 'setOut', playerIcon('setOut'))}
        ${range ? button(player, 'clearInOut', codicon('close')) : nothing} ${toggle(player, 'loop', 'sync', loop)}
      </span>
      ${speed(player)}
      ${player.hasAudio ? sound(player, volume, muted) : nothing}
      <span class="group end">
        ${button(player, 'actualSize', codicon('zoom-in'))}
        ${isZoomed ? button(player, 'fit', codicon('zoom-out')) : nothing}
        <button class="icon" type="button" title=${strings.saveFrame} aria-label=${strings.saveFrame} @click=${() => player.onSaveFrame()}>
          ${codicon('device-camera')}
        </button>
        ${button(player, 'fullScreen', codicon('screen-full'))}
      </span>
    </div>
  </div>`
}

/** A line below the video; nothing without a text. */
export function note(icon: string, text: string | undefined): TemplateResult | typeof nothing {
  return text === undefined ? nothing : html`<p class="note">${codicon(icon)}${text}</p>`
}

function speed(player: Player): TemplateResult {
  const current = player.state.current.speed ?? 1
  const { speed: label } = player.strings.playback
  return html`<select
    class="speed"
    title=${label}
    aria-label=${label}
    @change=${(event: Event) => player.set({ speed: Number((event.target as HTMLSelectElement).value) })}
  >
    ${SPEEDS.map((each) => html`<option value=${each} .selected=${each === current}>${each}×</option>`)}
  </select>`
}

function sound(player: Player, volume: number, muted: boolean): TemplateResult {
  const { playback } = player.strings
  return html`<span class="group sound">
    ${button(player, 'mute', codicon(muted ? 'mute' : 'unmute'), muted ? playback.unmute : undefined)}
    <input
      type="range"
      min="0"
      max="1"
      step="0.05"
      .value=${String(muted ? 0 : volume)}
      title=${playback.volume}
      aria-label=${playback.volume}
      @input=${(event: Event) => {
        const value = Number((event.target as HTMLInputElement).value)
        player.set({ volume: value, muted: value === 0 })
      }}
    />
  </span>`
}

function button(player: Player, command: PlayerCommand, icon: TemplateResult, name?: string): TemplateResult {
  const { label, title } = textsOf(player, command, name)
  return html`<button class="icon" type="button" data-command=${command} title=${title} aria-label=${label} @click=${() => player.run(command)}>
    ${icon}
  </button>`
}

function toggle(player: Player, command: PlayerCommand, icon: string, isOn: boolean): TemplateResult {
  const { label, title } = textsOf(player, command)
  return html`<button
    class="icon"
    type="button"
    data-command=${command}
    title=${title}
    aria-label=${label}
    aria-pressed=${isOn}
    @click=${() => player.run(command)}
  >
    ${codicon(icon)}
  </button>`
}

/** The label with the first shortcut, as in the tooltips of the editor. */
function textsOf(player: Player, command: PlayerCommand, name?: string): { label: string; title: string } {
  const label = name ?? player.strings.playback.commands[command]
  const key = PLAYBACK_SHORTCUTS.find((shortcut) => shortcut.command === command)?.keys[0]
  return { label, title: key === undefined ? label : `${label} (${keyLabel(key)})` }
}
