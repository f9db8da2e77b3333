import type { Locator } from 'playwright-core'
import { waitUntil } from '../../fixtures/waitUntil.ts'
import { pageFrame } from './pageFrame.ts'
import type { Workbench } from './workbench.ts'

/** The tab of the form for a new generation, or for a generation to change. */
const TAB = /New Generation|Generate Again|Request: /

/** The member of an element that is used here. Tests are compiled without the browser's types. */
interface Scrollable {
  scrollIntoView(options: { readonly block: 'center' }): void
}

/** A PNG of one pixel, as Base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** The form, controlled with the mouse and the keyboard. */
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
    await this.#workbench.runCommand('Wan VACE Studio: New Generation')
    await this.field('prompt').waitFor()
  }

  /** A field by the API's name. */
  field(name: string): Locator {
    return this.body.locator(`.field[data-name="${name}"]`)
  }

  /** The API's names of all fields, in their order. */
  async names(): Promise<string[]> {
    const fields = await this.body.locator('.field').all()
    return (await Promise.all(fields.map((field) => field.getAttribute('data-name')))).map(String)
  }

  /** Opens all groups. */
  async openGroups(): Promise<void> {
    for (const group of await this.body.locator('details').all()) {
      if ((await group.getAttribute('open')) === null) await group.locator('summary').click()
    }
  }

  /** Enters a value in the control of its field, as a user does. */
  async fill(name: string, value: unknown): Promise<void> {
    const field = this.field(name)
    const kind = await field.getAttribute('data-kind')
    await field.evaluate((element: Scrollable) => element.scrollIntoView({ block: 'center' }))
    switch (kind) {
      case 'toggle':
        await field.locator('.segment', { hasText: value === true ? 'On' : 'Off' }).click()
        return
      case 'select':
        await field.locator('vscode-single-select').click()
        await field
          .locator('li.option')
          .filter({ hasText: String(value) })
          .first()
          .click()
        return
      case 'mediaList':
        for (const url of value as readonly string[]) {
          await field.getByRole('textbox').fill(url)
          await field.getByRole('textbox').press('Enter')
          await field.locator('.item', { hasText: url }).waitFor()
        }
        return
      default:
        await field.getByRole('textbox').fill(String(value))
    }
  }

  /** Waits until the text box of a field has this value. */
  async waitForValue(name: string, value: string): Promise<void> {
    const box = this.field(name).getByRole('textbox')
    await box.waitFor()
    await waitUntil(`${name} is ${value.slice(0, 60)}`, async () => (await box.inputValue()) === value)
  }

  /** Waits until a field shows a problem or a note with this text. */
  async waitForMessage(name: string, text: string | RegExp): Promise<void> {
    await this.field(name).locator('.messages, .item').getByText(text).first().waitFor()
  }

  /** Pastes PNG files into a field. */
  async paste(name: string, fileNames: readonly string[]): Promise<void> {
    await this.#dispatch(name, `new ClipboardEvent('paste', { clipboardData: data, ...options })`, addFiles(fileNames))
    for (const fileName of fileNames) await this.field(name).locator('.item', { hasText: fileName }).waitFor()
  }

  /** Drops PNG files on a field. */
  async dropFiles(name: string, fileNames: readonly string[]): Promise<void> {
    await this.#dispatch(name, DROP, addFiles(fileNames))
  }

  /** Drops what the editor's Explorer or a browser drags: a list of URIs. */
  async dropUris(name: string, uris: readonly string[]): Promise<void> {
    await this.#dispatch(name, DROP, `data.setData('text/uri-list', ${JSON.stringify(uris.join('\r\n'))})`)
  }

  /** The labels of the items of a field, in their order. */
  async items(name: string): Promise<string[]> {
    return this.field(name).locator('.item .item-label').allTextContents()
  }

  /** Presses Ctrl+Enter in the form. */
  async submit(): Promise<void> {
    await this.field('prompt').getByRole('textbox').press('ControlOrMeta+Enter')
  }

  /** Waits until the form can be submitted again. */
  async waitUntilReady(): Promise<void> {
    await this.body.locator('.generate[aria-disabled="false"]').waitFor()
  }

  /** Removes all values. */
  async startOver(): Promise<void> {
    await this.body.getByRole('button', { name: 'Start Over' }).click()
    await this.waitForValue('prompt', '')
  }

  /** Closes the tab of the form. */
  async close(): Promise<void> {
    await this.#workbench.tab(TAB).click({ button: 'middle' })
    await this.#workbench.tab(TAB).waitFor({ state: 'hidden' })
  }

  async #dispatch(name: string, event: string, fill: string): Promise<void> {
    const frame = await pageFrame(this.body)
    await frame.evaluate(`(() => {
      const data = new DataTransfer()
      ${fill}
      const options = { bubbles: true, cancelable: true }
      document.querySelector('.field[data-name="${name}"]').dispatchEvent(${event})
    })()`)
  }
}

const DROP = `new DragEvent('drop', { dataTransfer: data, ...options })`

function addFiles(names: readonly string[]): string {
  return `for (const name of ${JSON.stringify(names)}) {
    const bytes = Uint8Array.from(atob('${PIXEL}'), (character) => character.charCodeAt(0))
    data.items.add(new File([bytes], name, { type: 'image/png' }))
  }`
}
