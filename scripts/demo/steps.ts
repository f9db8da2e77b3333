import type { Workbench } from '../../test/e2e/driver/workbench.ts'

/** Runs the steps of the demo, and prints each one with its duration. */
export class Steps {
  readonly #failureScreenshot: string
  #current = 'start'
  #workbench: Workbench | undefined
  #passed = 0

  constructor(failureScreenshot: string) {
    this.#failureScreenshot = failureScreenshot
  }

  /** Sets the window to take a screenshot of if a step fails. */
  captureFailuresOf(workbench: Workbench): void {
    this.#workbench = workbench
  }

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.#current = title
    const startedAt = Date.now()
    try {
      const result = await work()
      this.#passed++
      console.log(`✓ ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
      return result
    } catch (error) {
      // The window closes before `runAll` catches the error.
      const isSaved = await this.#workbench?.screenshot(this.#failureScreenshot).then(
        () => true,
        () => false,
      )
      if (isSaved) console.error(`  Screenshot: ${this.#failureScreenshot}`)
      throw error
    }
  }

  /** Runs `work`, prints the totals, and returns the exit code. */
  async runAll(work: () => Promise<void>): Promise<number> {
    try {
      await work()
      console.log(`${this.#passed} passed, 0 failed`)
      return 0
    } catch (error) {
      console.error(`✗ ${this.#current}: ${error instanceof Error ? error.message : error}`)
      console.log(`${this.#passed} passed, 1 failed`)
      return 1
    }
  }
}
