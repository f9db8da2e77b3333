import type { ListedRow } from './batchGroups.ts'

/** One object per job for as long as the job is listed: the editor identifies rows by reference. */
export interface JobElement {
  readonly kind: 'job'
  readonly id: string
}

/** One object per batch, as for a job. */
export interface BatchElement {
  readonly kind: 'batch'
  readonly id: string
}

/** One object per group, as for a job. Without an ID, because no command applies to it. */
export interface GroupElement {
  readonly kind: 'group'
  readonly key: string
}

/** One object per group, and one for the whole list. */
export interface MoreElement {
  readonly kind: 'more'
  /** The key of the group; empty for the whole list. */
  readonly group: string
}

export type RowElement = JobElement | BatchElement | GroupElement
export type TreeElement = RowElement | MoreElement

/** One element for each row that was ever shown. */
export class TreeElements {
  readonly #rows = new Map<string, RowElement>()
  readonly #more = new Map<string, MoreElement>()

  of({ kind, id }: ListedRow): RowElement {
    const element = this.#rows.get(id) ?? (kind === 'group' ? { kind, key: id } : { kind, id })
    this.#rows.set(id, element)
    return element
  }

  /** The last row of a group, or, if `group` is empty, of the whole list. */
  more(group: string): MoreElement {
    const element = this.#more.get(group) ?? { kind: 'more', group }
    this.#more.set(group, element)
    return element
  }
}
