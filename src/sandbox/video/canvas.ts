/** Red, green, blue, each 0 to 255. */
export type Colour = readonly [number, number, number]
export type Point = readonly [number, number]

/** Hue in turns, saturation and lightness 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const k = (offset + hue * 12) % 12
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
}

/** An RGBA picture with the few smooth-edged shapes that the scene is made of. */
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

  /** Lays a colour over one pixel; `cover` is 0 to 1. */
  blend(x: number, y: number, colour: Colour, cover: number): void {
    if (cover <= 0) return
    const share = Math.min(1, cover)
    const at = (y * this.width + x) * 4
    const { pixels } = this
    for (let c = 0; c < 3; c++) {
      const old = pixels[at + c] as number
      pixels[at + c] = old + ((colour[c] as number) - old) * share
    }
  }

  row(y: number, colour: Colour): void {
    const at = y * this.width * 4
    for (let x = 0; x < this.width * 4; x += 4) this.pixels.set(colour, at + x)
  }

  /** A line with round ends. `radius` is half its thickness; edges fade over `softness` pixels. */
  capsule(from: Point, to: Point, radius: number, colour: Colour, alpha = 1, softness = 1): void {
    const reach = radius + softness
    const dx = to[0] - from[0]
    const dy = to[1] - from[1]
    const lengthSquared = dx * dx + dy * dy || 1
    const left = Math.max(0, Math.floor(Math.min(from[0], to[0]) - reach))
    const right = Math.min(this.width - 1, Math.ceil(Math.max(from[0], to[0]) + reach))
    const top = Math.max(0, Math.floor(Math.min(from[1], to[1]) - reach))
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(from[1], to[1]) + reach))
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const px = x - from[0]
        const py = y - from[1]
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared))
        const distance = Math.hypot(px - dx * along, py - dy * along)
        this.blend(x, y, colour, alpha * ((radius - distance) / softness + 0.5))
      }
    }
  }

  disc(centre: Point, radius: number, colour: Colour, alpha = 1, softness = 1): void {
    this.capsule(centre, centre, radius, colour, alpha, softness)
  }

  /** A flat ellipse that fades towards its edge: a shadow on the ground. */
  shadow(centre: Point, radiusX: number, radiusY: number, alpha: number): void {
    const bottom = Math.min(this.height - 1, Math.ceil(centre[1] + radiusY))
    for (let y = Math.max(0, Math.floor(centre[1] - radiusY)); y <= bottom; y++) {
      const right = Math.min(this.width - 1, Math.ceil(centre[0] + radiusX))
      for (let x = Math.max(0, Math.floor(centre[0] - radiusX)); x <= right; x++) {
        const distance = Math.hypot((x - centre[0]) / radiusX, (y - centre[1]) / radiusY)
        this.blend(x, y, [0, 0, 0], alpha * (1 - distance))
      }
    }
  }

  /** Fills every column from its own height (`tops`, in pixels) down to `bottom`. */
  ridge(tops: Float32Array, bottom: number, colour: Colour): void {
    const highest = Math.max(0, Math.floor(tops.reduce((a, b) => Math.min(a, b))))
    for (let y = highest; y < bottom; y++) {
      for (let x = 0; x < this.width; x++) this.blend(x, y, colour, y - (tops[x] as number) + 0.5)
    }
  }
}
