import type { Workbench } from '../../test/e2e/driver/workbench.ts'

/** A walk in steps, each told as it ends. */
export class Steps {
  readonly #failurePicture: string
  #current = 'begin'
  #workbench: Workbench | undefined
  #done = 0

  constructor(failurePicture: string) {
    this.#failurePicture = failurePicture
  }

  /** The window whose picture is taken when a step fails. */
  watch(workbench: Workbench): void {
    this.#workbench = workbench
  }

  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#current = what
    const since = Date.now()
    try {
      const result = await work()
      this.#done++
      console.log(`✓ ${what} (${((Date.now() - since) / 1000).toFixed(1)} s)`)
      return result
    } catch (error) {
      // Now: the window is closed on the way out.
      const taken = await this.#workbench?.screenshot(this.#failurePicture).then(
        () => true,
        () => false,
      )
      if (taken) console.error(`  See ${this.#failurePicture}`)
      throw error
    }
  }

  /** Runs the walk; returns the exit code after telling how it went. */
  async all(walk: () => Promise<void>): Promise<number> {
    try {
      await walk()
      console.log(`${this.#done} passed, 0 failed`)
      return 0
    } catch (error) {
      console.error(`✗ ${this.#current}: ${error instanceof Error ? error.message : error}`)
      console.log(`${this.#done} passed, 1 failed`)
      return 1
    }
  }
}
