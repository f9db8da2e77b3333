import { make, prefersLessMotion } from '../shared/dom.ts'
import type { Memory } from './memory.ts'

const REMEMBER_EVERY_SECONDS = 0.5

export interface Player {
  readonly element: HTMLElement
  /** Plays `src`, going on where the last source or the page before was. Playing what is playing changes nothing. */
  play(src: string, label: string, aspectRatio: number): void
}

/** The video. `onUnplayable` is told the source and the `MediaError` code. */
export function makePlayer(memory: Memory, onUnplayable: (src: string, code: number) => void): Player {
  const video = make('video', { controls: '', loop: '', playsinline: '', preload: 'auto' })
  const frame = make('div', { class: 'frame' }, video)
  // The attribute alone does not mute a video that a script made.
  video.muted = true
  let source = ''
  let told = 0

  const remember = () => {
    told = video.currentTime
    if (video.readyState > 0) memory.remember(video.currentTime, video.paused)
  }
  const fail = (code: number) => onUnplayable(source, code)
  const shape = (ratio: number) => frame.style.setProperty('--ratio', String(ratio))

  video.addEventListener('loadedmetadata', () => {
    // Sound alone, or a picture the editor has no decoder for.
    if (video.videoWidth === 0) return fail(4)
    shape(video.videoWidth / video.videoHeight)
    if (memory.positionSeconds < video.duration) video.currentTime = memory.positionSeconds
    if (!memory.paused && !prefersLessMotion()) void video.play().catch(() => undefined)
  })
  video.addEventListener('error', () => fail(video.error?.code ?? 0))
  video.addEventListener('timeupdate', () => {
    if (Math.abs(video.currentTime - told) >= REMEMBER_EVERY_SECONDS) remember()
  })
  for (const event of ['play', 'pause', 'seeked']) video.addEventListener(event, remember)

  return {
    element: frame,
    play(src, label, aspectRatio) {
      video.setAttribute('aria-label', label)
      if (src === source) return
      if (source === '') shape(aspectRatio)
      source = src
      video.src = src
    },
  }
}
