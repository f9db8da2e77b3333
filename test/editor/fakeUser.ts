import { setTimeout as sleep } from 'node:timers/promises'
import * as vscode from 'vscode'

type Message = (message: string, ...rest: unknown[]) => Promise<unknown>

/**
 * Stands for the person at VS Code's dialogs, which a test inside the extension host cannot click: the editor shows none
 * there. Quick picks and boxes made by `create…` are the real ones and are typed into.
 */
export class Person {
  /** Every message that was shown, as `warning: …`. */
  readonly told: string[] = []
  readonly #buttons: string[] = []
  readonly #rows: string[] = []
  #file: vscode.Uri | undefined
  #open: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox | undefined
  readonly #undo: (() => void)[] = []

  constructor() {
    for (const [name, kind] of [
      ['showInformationMessage', 'information'],
      ['showWarningMessage', 'warning'],
      ['showErrorMessage', 'error'],
    ] as const) {
      this.#replace(name, (async (message, ...rest) => {
        this.told.push(`${kind}: ${message}`)
        return rest.find((item) => typeof item === 'string' && this.#takes(this.#buttons, item))
      }) satisfies Message)
    }
    this.#replace('showSaveDialog', async () => this.#file)
    this.#replace('showOpenDialog', async () => this.#file && [this.#file])
    this.#replace(
      'showQuickPick',
      async (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
        const chosen = (await items).find(({ label }) => this.#takes(this.#rows, label))
        return options?.canPickMany && chosen ? [chosen] : chosen
      },
    )
    for (const name of ['createQuickPick', 'createInputBox'] as const) {
      const make: () => vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox = vscode.window[name]
      this.#replace(name, () => {
        const input = make()
        this.#open = input
        input.onDidHide(() => {
          if (this.#open === input) this.#open = undefined
        })
        return input
      })
    }
  }

  /** Will click this button, once, whichever message offers it. */
  willClick(button: string): void {
    this.#buttons.push(button)
  }

  /** Will choose the row with this label, once, in a list that offers it. */
  willChoose(row: string): void {
    this.#rows.push(row)
  }

  /** What a file dialog answers from now on. */
  willName(file: vscode.Uri | undefined): void {
    this.#file = file
  }

  /** Types into the real box with this title and step, and accepts. Without text, accepts what is offered. */
  async enter(title: string, step?: number, text?: string): Promise<void> {
    const input = await this.box(title, step)
    if (text !== undefined) {
      input.value = text
      // The box tells the extension of it by way of the window.
      await sleep(300)
    }
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
    await until(`the box "${title}" is answered`, () => this.#open !== input)
  }

  /** The box that is open, once it has this title. */
  async box(title: string, step?: number): Promise<vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox> {
    return until(`a box "${title}"`, () =>
      this.#open?.title?.includes(title) && (step === undefined || this.#open.step === step) ? this.#open : undefined,
    )
  }

  /** Presses Escape in the box. */
  async escape(): Promise<void> {
    const input = this.#open
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen')
    await until('the box is closed', () => this.#open !== input)
  }

  /** Waits until a message like this was shown. */
  async hears(pattern: RegExp): Promise<void> {
    await until(`${pattern} is told, not only ${JSON.stringify(this.told)}`, () =>
      this.told.some((message) => pattern.test(message)),
    )
  }

  dispose(): void {
    for (const undo of this.#undo.splice(0)) undo()
  }

  #takes(wishes: string[], offer: string): boolean {
    const index = wishes.indexOf(offer)
    if (index >= 0) wishes.splice(index, 1)
    return index >= 0
  }

  #replace(name: keyof typeof vscode.window, by: unknown): void {
    const original = vscode.window[name]
    const window = vscode.window as unknown as Record<string, unknown>
    window[name] = by
    this.#undo.push(() => {
      window[name] = original
    })
  }
}

/** Asks again and again until the answer is neither false nor missing. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    await sleep(100)
  }
  throw new Error(`Waited in vain until: ${what}`)
}
