import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { Workbench } from './workbench.ts'

/** The form for a new generation. */
export class FormDriver {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  /** The page in the webview. */
  get body(): Locator {
    return this.#workbench.webview().locator('body')
  }

  /** Runs "New Generation", and waits until the page can be used. */
  async open(): Promise<void> {
    await this.#workbench.runCommand('Wan VACE: New Generation')
    await this.field('prompt').waitFor()
  }

  /** A field by the API's name. */
  field(name: string): Locator {
    return this.body.locator(`.field[data-name="${name}"]`)
  }

  /** Waits until the text box of a field has this value. */
  async waitForValue(name: string, value: string): Promise<void> {
    const box = this.field(name).getByRole('textbox')
    await box.waitFor()
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await box.inputValue()) === value) return
      await this.#workbench.page.waitForTimeout(50)
    }
    assert.equal(await box.inputValue(), value)
  }

  /** Closes the tab of the form. */
  async close(): Promise<void> {
    await this.#workbench.tab(/New Generation|Generate Again/).click({ button: 'middle' })
    await this.#workbench.tab(/New Generation|Generate Again/).waitFor({ state: 'hidden' })
  }

  /** Presses Ctrl+Enter in the form. */
  async submit(): Promise<void> {
    await this.field('prompt').getByRole('textbox').press('ControlOrMeta+Enter')
  }
}
