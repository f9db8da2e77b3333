import { setTimeout as sleep } from 'node:timers/promises'
import * as vscode from 'vscode'
import { waitUntil } from '../fixtures/waitUntil.ts'

type ShowMessage = (message: string, ...rest: unknown[]) => Promise<unknown>
type Input = vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox

/** If the input is still open after this time, it was accepted before it had processed its value. */
const ACCEPT_AGAIN_MS = 2000
const ACCEPT_ATTEMPTS = 10

/**
 * Responds to the dialogs and messages of the extension. In a test run, the editor shows no dialogs, so this class replaces
 * those functions of `vscode.window`. Inputs of `createQuickPick` and `createInputBox` are the real ones.
 */
export class FakeUser {
  /** Every message that was shown, with its kind, for example `warning: Remove the job?`. */
  readonly messages: string[] = []
  readonly #buttons: string[] = []
  readonly #rows: string[] = []
  #path: vscode.Uri | undefined
  #input: Input | undefined
  readonly #restore: (() => void)[] = []

  constructor() {
    for (const [name, kind] of [
      ['showInformationMessage', 'information'],
      ['showWarningMessage', 'warning'],
      ['showErrorMessage', 'error'],
    ] as const) {
      this.#replace(name, (async (message, ...rest) => {
        this.messages.push(`${kind}: ${message}`)
        return rest.find((button) => typeof button === 'string' && takeFirst(this.#buttons, button))
      }) satisfies ShowMessage)
    }
    this.#replace('showSaveDialog', async () => this.#path)
    this.#replace('showOpenDialog', async () => this.#path && [this.#path])
    this.#replace(
      'showQuickPick',
      async (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
        const picked = (await items).find(({ label }) => takeFirst(this.#rows, label))
        return options?.canPickMany && picked ? [picked] : picked
      },
    )
    for (const name of ['createQuickPick', 'createInputBox'] as const) {
      const create: () => Input = vscode.window[name]
      this.#replace(name, () => this.#track(create()))
    }
  }

  /** Clicks this button in the next message that has it. Other messages are closed without a click. */
  willClick(button: string): void {
    this.#buttons.push(button)
  }

  /** Picks the row with this label in the next `showQuickPick` that has it. */
  willPick(label: string): void {
    this.#rows.push(label)
  }

  /** Selects this path in every file dialog from now on. */
  willSelectPath(path: vscode.Uri): void {
    this.#path = path
  }

  /** Waits for the input with this title and step, enters `text`, and accepts it. Without `text`, keeps the value. */
  async enter(title: string, step?: number, text?: string): Promise<void> {
    const input = await this.waitForInput(title, step)
    if (text !== undefined) await setValue(input, text)
    for (let attempt = 0; this.#input === input; attempt++) {
      if (attempt === ACCEPT_ATTEMPTS) throw new Error(`The input "${title}" does not accept "${input.value}".`)
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
      for (const deadline = Date.now() + ACCEPT_AGAIN_MS; this.#input === input && Date.now() < deadline; ) {
        await sleep(20)
      }
    }
  }

  /** Waits until an input with this title and step is open. */
  async waitForInput(title: string, step?: number): Promise<Input> {
    return waitUntil(`the input "${title}" is open`, () =>
      this.#input?.title?.includes(title) && (step === undefined || this.#input.step === step)
        ? this.#input
        : undefined,
    )
  }

  /** Closes the open input with Escape. */
  async pressEscape(): Promise<void> {
    const input = this.#input
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen')
    await waitUntil('the input is closed', () => this.#input !== input)
  }

  /** Waits until a message that matches `pattern` was shown. `from` skips earlier messages. */
  async waitForMessage(pattern: RegExp, from = 0): Promise<void> {
    await waitUntil(`a message matches ${pattern}`, () =>
      this.messages.slice(from).some((message) => pattern.test(message)),
    ).catch((error: unknown) => {
      throw new Error(`${error} Messages: ${JSON.stringify(this.messages.slice(from))}`)
    })
  }

  /** Restores the functions of `vscode.window`. */
  dispose(): void {
    for (const restore of this.#restore.splice(0)) restore()
  }

  #track(input: Input): Input {
    this.#input = input
    input.onDidHide(() => {
      if (this.#input === input) this.#input = undefined
    })
    return input
  }

  #replace(name: keyof typeof vscode.window, replacement: unknown): void {
    const original = vscode.window[name]
    const window = vscode.window as unknown as Record<string, unknown>
    window[name] = replacement
    this.#restore.push(() => {
      window[name] = original
    })
  }
}

/** Sets the value. A quick pick filters its rows in the window, which then sends the value back as an event. */
async function setValue(input: Input, text: string): Promise<void> {
  if (input.value === text) return
  const filtered = new Promise<void>((resolve) => {
    if ('items' in input) input.onDidChangeValue(() => resolve())
    else resolve()
  })
  input.value = text
  await filtered
}

/** Removes `value` from the list, and returns whether the list contained it. */
function takeFirst(values: string[], value: string): boolean {
  const index = values.indexOf(value)
  if (index >= 0) values.splice(index, 1)
  return index >= 0
}
