import { pan, type Zoom, zoomBy } from './zoom.ts'

/** Pixels that the pointer moves before a click becomes a drag. */
const DRAG_PX = 4
const WHEEL_FACTOR = 0.002

/**
 * Zooms with the wheel and pans by dragging on an element. `onZoom` receives each new zoom; `onClick` is called for a click
 * that is not the end of a drag. Returns a function that removes the listeners.
 */
export function addZoomGestures(
  element: HTMLElement,
  { zoom, onZoom, onClick }: { zoom: () => Zoom; onZoom: (zoom: Zoom) => void; onClick: () => void },
): () => void {
  const listeners = new AbortController()
  const options = { signal: listeners.signal }
  let last: { readonly x: number; readonly y: number } | undefined
  let isDrag = false

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { left, top, width, height } = element.getBoundingClientRect()
      const point = { x: (event.clientX - left) / width - 0.5, y: (event.clientY - top) / height - 0.5 }
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 16
      onZoom(zoomBy(zoom(), Math.exp(-pixels * WHEEL_FACTOR), point))
    },
    { ...options, passive: false },
  )
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      last = { x: event.clientX, y: event.clientY }
      isDrag = false
      element.setPointerCapture(event.pointerId)
    },
    options,
  )
  element.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (!last) return
      const [x, y] = [clientX - last.x, clientY - last.y]
      if (!isDrag && Math.hypot(x, y) < DRAG_PX) return
      isDrag = true
      last = { x: clientX, y: clientY }
      onZoom(pan(zoom(), x / element.clientWidth, y / element.clientHeight))
    },
    options,
  )
  const end = () => {
    last = undefined
  }
  element.addEventListener('pointerup', end, options)
  element.addEventListener('pointercancel', end, options)
  element.addEventListener(
    'click',
    () => {
      if (!isDrag) onClick()
    },
    options,
  )
  return () => listeners.abort()
}
