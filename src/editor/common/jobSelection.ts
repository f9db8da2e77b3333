/** The IDs of the jobs that are selected in the Generations view. */
export class JobSelection {
  #read: () => readonly string[] = () => []

  /** To be called once, by the view. */
  track(read: () => readonly string[]): void {
    this.#read = read
  }

  /**
   * Returns the selected IDs if `row` is a selected row: a keyboard shortcut passes only the focused row to its command.
   * Undefined for another row, and for a job ID.
   */
  containing(row: unknown): readonly string[] | undefined {
    const id: unknown = (row as { id?: unknown } | null | undefined)?.id
    const ids = this.#read()
    return typeof id === 'string' && ids.includes(id) ? ids : undefined
  }
}
