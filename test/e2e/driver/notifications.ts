import type { Locator, Page } from 'playwright-core'

/** The notification toasts and modal dialogs of a window. */
export class Notifications {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item')
  }

  /** The first toast that contains `text`. */
  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text }).first()
  }

  async waitFor(text: string | RegExp, timeoutMs?: number): Promise<Locator> {
    const toast = this.toast(text)
    await toast.waitFor(timeoutMs === undefined ? {} : { timeout: timeoutMs })
    return toast
  }

  async texts(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allTextContents()
  }

  /** Clicks a button of the toast that contains `text`. */
  async click(text: string | RegExp, button: string): Promise<void> {
    const toast = await this.waitFor(text)
    await toast.hover()
    await toast.getByRole('button', { name: button, exact: true }).click()
  }

  /** Dismisses all toasts. */
  async dismissAll(): Promise<void> {
    while ((await this.toasts.count()) > 0) {
      const toast = this.toasts.first()
      // A toast may disappear before the click. The loop counts again.
      await toast.hover({ timeout: 1000 }).catch(() => {})
      await toast
        .locator('.codicon-notifications-clear')
        .click({ timeout: 1000 })
        .catch(() => {})
    }
  }

  /** The open modal dialog. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box')
  }

  async clickDialog(button: string | RegExp): Promise<void> {
    await this.dialog.getByRole('button', { name: button }).click()
    await this.dialog.waitFor({ state: 'hidden' })
  }
}
