import type { Page } from 'playwright-core'
import type { FormDriver } from './formDriver.ts'
import { pageFrame } from './pageFrame.ts'

/** More presses of Tab than the form has stops. */
const MAX_STOPS = 100

/** Enters values with the keyboard alone, and counts the key presses. Pasting a text is one. */
export class FormKeyboard {
  readonly #page: Page
  readonly #form: FormDriver
  #presses = 0

  constructor(page: Page, form: FormDriver) {
    this.#page = page
    this.#form = form
  }

  get presses(): number {
    return this.#presses
  }

  /** Goes to the control of a field after the focus, and enters a value that is not the default. */
  async set(name: string, value: unknown): Promise<void> {
    await this.#goTo(name)
    const field = this.#form.field(name)
    switch (await field.getAttribute('data-kind')) {
      case 'toggle': {
        const label = value === true ? 'On' : 'Off'
        const segment = field.locator('.segment', { hasText: label }).locator('input')
        // The three segments follow each other in a circle.
        for (let attempt = 0; attempt < 2 && !(await segment.isChecked()); attempt++) await this.#press('ArrowRight')
        return
      }
      case 'select': {
        await this.#press('ArrowDown')
        const option = field.locator('li.option')
        await option.and(field.locator('.active')).waitFor()
        const classes = await option.evaluateAll((all: readonly { className: string }[]) =>
          all.map((it) => it.className),
        )
        const texts = await option.allTextContents()
        const selected = classes.findIndex((names) => /\bactive\b/.test(names))
        const steps = texts.findIndex((text) => text.includes(String(value))) - selected
        for (let step = 0; step < Math.abs(steps); step++) await this.#press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
        return await this.#press('Enter')
      }
      case 'mediaList':
        for (const url of value as readonly string[]) {
          await this.#paste(url)
          await this.#press('Enter')
          await field.locator('.item', { hasText: url }).waitFor()
        }
        return
      default:
        if (typeof value === 'number') for (const key of String(value)) await this.#press(key)
        else await this.#paste(String(value))
    }
  }

  /** Presses Tab until a field has the focus. Opens closed groups on the way. */
  async #goTo(name: string): Promise<void> {
    const frame = await pageFrame(this.#form.body)
    for (let stop = 0; stop < MAX_STOPS; stop++) {
      await this.#press('Tab')
      const focused = await frame.evaluate(FOCUSED)
      if (focused === name) return
      if (focused === 'closed group') await this.#press('Enter')
    }
    throw new Error(`Tab does not reach ${name}.`)
  }

  async #press(key: string): Promise<void> {
    this.#presses++
    await this.#page.keyboard.press(key)
  }

  async #paste(text: string): Promise<void> {
    this.#presses++
    await this.#page.keyboard.insertText(text)
  }
}

/** Runs in the page: the name of the field that has the focus. */
const FOCUSED = `(() => {
  const element = document.activeElement
  if (element?.matches('details:not([open]) > summary')) return 'closed group'
  return element?.closest('.field')?.dataset.name
})()`
