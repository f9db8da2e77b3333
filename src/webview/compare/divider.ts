import { html, type TemplateResult } from 'lit'

export interface DividerOptions {
  readonly kind: 'wipe' | 'opacity'
  /** From 0 to 1. */
  readonly share: number
  readonly label: string
  readonly onShare: (share: number) => void
}

const STEP = 0.01
const PAGE = 0.1

/** The divider of a wipe, or the slider for the opacity. Dragged with the pointer or moved with the keys of a slider. */
export function divider({ kind, share, label, onShare }: DividerOptions): TemplateResult {
  const move = (event: PointerEvent) => {
    const area = (event.currentTarget as HTMLElement).getBoundingClientRect()
    onShare(clamp((event.clientX - area.left) / Math.max(1, area.width)))
  }
  const start = (event: PointerEvent) => {
    if (event.button !== 0) return
    const area = event.currentTarget as HTMLElement
    area.setPointerCapture(event.pointerId)
    area.querySelector<HTMLElement>('[role=slider]')?.focus()
    move(event)
    event.preventDefault()
  }
  const drag = (event: PointerEvent) => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) move(event)
  }
  const onKey = (event: KeyboardEvent) => {
    const next = shareOfKey(event, share)
    if (next === undefined) return
    // The page has shortcuts for the same keys.
    event.preventDefault()
    event.stopPropagation()
    onShare(clamp(next))
  }
  return html`<div class="divider-area" data-kind=${kind} @pointerdown=${start} @pointermove=${drag}>
    <div
      class="divider"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(share * 100)}
      aria-valuetext="${Math.round(share * 100)}%"
      @keydown=${onKey}
    ></div>
  </div>`
}

export function clamp(share: number): number {
  return Math.min(1, Math.max(0, Math.round(share * 1000) / 1000))
}

function shareOfKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent, share: number): number | undefined {
  if (ctrlKey || altKey || metaKey) return undefined
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return share - STEP
    case 'ArrowRight':
    case 'ArrowUp':
      return share + STEP
    case 'PageDown':
      return share - PAGE
    case 'PageUp':
      return share + PAGE
    case 'Home':
      return 0
    case 'End':
      return 1
    default:
      return undefined
  }
}
