import {
  EMPTY_QUERY,
  GALLERY_PAGE_SIZE,
  type GalleryItem,
  type GalleryQuery,
  type MessageToGalleryPage,
} from '../../protocol/gallery.ts'

/** Pages that are kept: those around the visible tiles. */
const MAX_PAGES = 20

type Items = Extract<MessageToGalleryPage, { readonly type: 'items' }>

/** The tiles that were loaded, in pages. Asks for the pages that are shown. */
export class GalleryData {
  readonly #request: (number: number, from: number, query: GalleryQuery) => void
  #query = EMPTY_QUERY
  /** The number of the query. Answers to earlier ones are dropped. */
  #number = 0
  #total: number | undefined
  /** By the index of the page. `undefined` while it is loading for the first time. */
  #pages = new Map<number, readonly GalleryItem[] | undefined>()
  /** Pages that are shown although they may have changed. */
  #stale = new Set<number>()

  constructor(request: (number: number, from: number, query: GalleryQuery) => void) {
    this.#request = request
  }

  get query(): GalleryQuery {
    return this.#query
  }

  /** Number of tiles; undefined until it is known. */
  get total(): number | undefined {
    return this.#total
  }

  /** Undefined while the tile is loading. */
  item(index: number): GalleryItem | undefined {
    return this.#pages.get(Math.floor(index / GALLERY_PAGE_SIZE))?.[index % GALLERY_PAGE_SIZE]
  }

  /** The tile with this ID, if it is loaded. */
  indexOf(id: string): number | undefined {
    for (const [page, items] of this.#pages) {
      const index = items?.findIndex((item) => item.id === id) ?? -1
      if (index >= 0) return page * GALLERY_PAGE_SIZE + index
    }
    return undefined
  }

  setQuery(query: GalleryQuery): void {
    this.#query = query
    this.#number++
    this.#pages.clear()
    this.#stale.clear()
    // Keeps the previous number until the answer, so that the page does not jump.
    this.#load(0)
  }

  /** Loads what is shown again. Until then, the page shows what it has. */
  invalidate(): void {
    this.#number++
    this.#stale = new Set(this.#pages.keys())
    // Without tiles, nothing is shown that would ask for its page.
    if (this.#stale.size === 0 || this.#total === 0) this.#load(0)
  }

  /** Loads the pages of these tiles that are missing, and forgets those that are far away. */
  ensure(from: number, to: number): void {
    const first = Math.floor(from / GALLERY_PAGE_SIZE)
    const last = Math.floor(Math.max(from, to - 1) / GALLERY_PAGE_SIZE)
    for (let page = first; page <= last; page++) {
      if (!this.#pages.has(page) || this.#stale.has(page)) this.#load(page)
    }
    if (this.#pages.size <= MAX_PAGES) return
    for (const page of this.#pages.keys()) {
      if (page < first - MAX_PAGES / 2 || page > last + MAX_PAGES / 2) this.#pages.delete(page)
    }
  }

  /** Returns false for an answer to an earlier query. */
  receive({ number, total, from, items }: Items): boolean {
    if (number !== this.#number) return false
    this.#total = total
    this.#pages.set(Math.floor(from / GALLERY_PAGE_SIZE), items)
    return true
  }

  #load(page: number): void {
    this.#stale.delete(page)
    if (!this.#pages.has(page)) this.#pages.set(page, undefined)
    this.#request(this.#number, page * GALLERY_PAGE_SIZE, this.#query)
  }
}
