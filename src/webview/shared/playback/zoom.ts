/** How a video is magnified: `scale` relative to the size that fits, `x` and `y` as fractions of the visible area. */
export interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** A point of the visible area, as fractions of its size from its center. */
interface Point {
  readonly x: number
  readonly y: number
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 }
const CENTER: Point = { x: 0, y: 0 }
const MAX_SCALE = 32

/** Magnifies by `factor`; what is at `point` stays there. */
export function zoomBy(zoom: Zoom, factor: number, point = CENTER): Zoom {
  return zoomTo(zoom, zoom.scale * factor, point)
}

/** Magnifies to `scale`; what is at `point` stays there. */
export function zoomTo(zoom: Zoom, scale: number, point = CENTER): Zoom {
  const limited = Math.min(Math.max(1, scale), MAX_SCALE)
  const ratio = limited / zoom.scale
  return clamp({
    scale: limited,
    x: point.x - (point.x - zoom.x) * ratio,
    y: point.y - (point.y - zoom.y) * ratio,
  })
}

export function pan(zoom: Zoom, x: number, y: number): Zoom {
  return clamp({ scale: zoom.scale, x: zoom.x + x, y: zoom.y + y })
}

/** The video always covers the visible area. */
function clamp({ scale, x, y }: Zoom): Zoom {
  const limit = (scale - 1) / 2
  const within = (value: number) => Math.min(Math.max(-limit, value), limit) + 0
  return { scale, x: within(x), y: within(y) }
}
