import { MAX_SELECTED } from '../../protocol/gallery.ts'

/** The selected tiles, by the ID of their job, and the active tile, by its index. */
export class GallerySelection {
  readonly #ids = new Set<string>()
  #active = -1
  /** Where a range starts. */
  #anchor = -1

  get ids(): readonly string[] {
    return [...this.#ids]
  }

  /** -1 if there is none. */
  get active(): number {
    return this.#active
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** What a command on a tile applies to: the selection if the tile is part of it, otherwise the tile alone. */
  containing(id: string): readonly string[] {
    return this.#ids.has(id) ? this.ids : [id]
  }

  clear(): void {
    this.#ids.clear()
  }

  select(id: string, index: number): void {
    this.#ids.clear()
    this.#ids.add(id)
    this.#active = index
    this.#anchor = index
  }

  toggle(id: string, index: number): void {
    if (!this.#ids.delete(id)) this.#add(id)
    this.#active = index
    this.#anchor = index
  }

  /** Makes a tile active. With `extend`, selects the tiles from the last selected one. `idOf`: undefined if not loaded. */
  moveTo(index: number, extend: boolean, idOf: (index: number) => string | undefined): void {
    this.#active = index
    if (!extend) {
      this.#anchor = index
      const id = idOf(index)
      this.#ids.clear()
      if (id !== undefined) this.#add(id)
      return
    }
    if (this.#anchor < 0) this.#anchor = index
    this.#ids.clear()
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)]
    for (let each = from; each <= to; each++) {
      const id = idOf(each)
      if (id !== undefined) this.#add(id)
    }
  }

  #add(id: string): void {
    if (this.#ids.size < MAX_SELECTED) this.#ids.add(id)
  }
}
