/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number]
export type Point = readonly [number, number]

/** `hue`, `saturation` and `lightness` are 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Color {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const k = (offset + hue * 12) % 12
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

/** `ratio` is 0 (only `a`) to 1 (only `b`). */
export function mix(a: Color, b: Color, ratio: number): Color {
  return [a[0] + (b[0] - a[0]) * ratio, a[1] + (b[1] - a[1]) * ratio, a[2] + (b[2] - a[2]) * ratio]
}

/** An RGBA image with the antialiased shapes that a scene needs. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.pixels = new Uint8Array(width * height * 4).fill(255)
  }

  copyFrom(other: Canvas): void {
    this.pixels.set(other.pixels)
  }

  /** Blends a color into one pixel. `opacity` is clamped to 0 to 1. */
  blend(x: number, y: number, color: Color, opacity: number): void {
    if (opacity <= 0) return
    const ratio = Math.min(1, opacity)
    const offset = (y * this.width + x) * 4
    const { pixels } = this
    for (let channel = 0; channel < 3; channel++) {
      const current = pixels[offset + channel] as number
      pixels[offset + channel] = current + ((color[channel] as number) - current) * ratio
    }
  }

  fillRow(y: number, color: Color): void {
    const offset = y * this.width * 4
    for (let x = 0; x < this.width * 4; x += 4) this.pixels.set(color, offset + x)
  }

  /** Draws a line with round ends. `radius` is half its thickness; the edge fades over `blur` pixels. */
  drawCapsule(from: Point, to: Point, radius: number, color: Color, opacity = 1, blur = 1): void {
    const margin = radius + blur
    const dx = to[0] - from[0]
    const dy = to[1] - from[1]
    const lengthSquared = dx * dx + dy * dy || 1
    const left = Math.max(0, Math.floor(Math.min(from[0], to[0]) - margin))
    const right = Math.min(this.width - 1, Math.ceil(Math.max(from[0], to[0]) + margin))
    const top = Math.max(0, Math.floor(Math.min(from[1], to[1]) - margin))
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(from[1], to[1]) + margin))
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const px = x - from[0]
        const py = y - from[1]
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared))
        const distance = Math.hypot(px - dx * along, py - dy * along)
        this.blend(x, y, color, opacity * ((radius - distance) / blur + 0.5))
      }
    }
  }

  drawCircle(center: Point, radius: number, color: Color, opacity = 1, blur = 1): void {
    this.drawCapsule(center, center, radius, color, opacity, blur)
  }

  /** Draws a black ellipse that fades toward its edge. */
  drawShadow(center: Point, radiusX: number, radiusY: number, opacity: number): void {
    const bottom = Math.min(this.height - 1, Math.ceil(center[1] + radiusY))
    for (let y = Math.max(0, Math.floor(center[1] - radiusY)); y <= bottom; y++) {
      const right = Math.min(this.width - 1, Math.ceil(center[0] + radiusX))
      for (let x = Math.max(0, Math.floor(center[0] - radiusX)); x <= right; x++) {
        const distance = Math.hypot((x - center[0]) / radiusX, (y - center[1]) / radiusY)
        this.blend(x, y, [0, 0, 0], opacity * (1 - distance))
      }
    }
  }

  /** Fills each column from its own top (`tops`, in pixels) to `bottom`. */
  fillBelow(tops: Float32Array, bottom: number, color: Color): void {
    const highest = Math.max(0, Math.floor(tops.reduce((a, b) => Math.min(a, b))))
    for (let y = highest; y < bottom; y++) {
      for (let x = 0; x < this.width; x++) this.blend(x, y, color, y - (tops[x] as number) + 0.5)
    }
  }
}
