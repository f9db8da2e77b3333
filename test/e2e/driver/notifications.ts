import type { Locator, Page } from 'playwright-core'

/** The messages at the lower right of a window, and modal dialogs. */
export class Notifications {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Messages that are to be seen. */
  get toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item')
  }

  /** The message that holds `text`. */
  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text }).first()
  }

  async waitFor(text: string | RegExp, limitMs?: number): Promise<Locator> {
    const toast = this.toast(text)
    await toast.waitFor(limitMs === undefined ? {} : { timeout: limitMs })
    return toast
  }

  async texts(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allTextContents()
  }

  /** Clicks a button of the message that holds `text`. */
  async click(text: string | RegExp, button: string): Promise<void> {
    const toast = await this.waitFor(text)
    await toast.hover()
    await toast.getByRole('button', { name: button, exact: true }).click()
  }

  async dismiss(text: string | RegExp): Promise<void> {
    const toast = await this.waitFor(text)
    await toast.hover()
    await toast.locator('.codicon-notifications-clear').click()
    await toast.waitFor({ state: 'hidden' })
  }

  /** Closes all that are open; one may go away by itself meanwhile. */
  async dismissAll(): Promise<void> {
    while ((await this.toasts.count()) > 0) {
      const toast = this.toasts.first()
      try {
        await toast.hover({ timeout: 1000 })
        await toast.locator('.codicon-notifications-clear').click({ timeout: 1000 })
      } catch {
        // It went, or is on its way: counted again.
      }
      await this.#page.waitForTimeout(200)
    }
  }

  /** The modal dialog on the screen. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box')
  }

  async clickDialog(button: string | RegExp): Promise<void> {
    await this.dialog.getByRole('button', { name: button }).click()
    await this.dialog.waitFor({ state: 'hidden' })
  }
}
