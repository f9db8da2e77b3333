import * as vscode from 'vscode'
import { sanitizeText } from '../../core/text/sanitize.ts'

/** Maximum length of a validation message, in graphemes. */
const MESSAGE_LENGTH = 500

/** How the user closed an input: with a value, with the Back button, or with Escape. */
export type InputResult<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'canceled' }

/** What the title bar of a step shows. */
export interface StepOptions {
  readonly title: string
  readonly step: number
  readonly totalSteps: number
  readonly canGoBack: boolean
}

/** A button that closes the input with a value. */
export interface ValueButton<T> extends vscode.QuickInputButton {
  readonly value: T
}

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T
  readonly buttons?: readonly ValueButton<T>[]
}

export type PickRow<T> = PickItem<T> | (vscode.QuickPickItem & { kind: vscode.QuickPickItemKind.Separator })

export interface PickOptions<T> {
  readonly placeholder: string
  readonly rows: readonly PickRow<T>[]
  readonly activeItem?: PickItem<T> | undefined
  readonly buttons?: readonly ValueButton<T>[]
  /** Creates an item from the text in the filter box. It is shown above the others. */
  createItem?(text: string): PickItem<T> | undefined
}

export interface TextInputOptions {
  readonly value: string
  readonly prompt: string
  readonly placeholder: string
  /** A button that replaces the text. */
  readonly suggestion?: { readonly button: vscode.QuickInputButton; readonly text: string } | undefined
  /** Called on every keystroke. An error keeps the input open. */
  validate(text: string): vscode.InputBoxValidationMessage | undefined
  /** Called on every keystroke. */
  onDidChange(text: string): void
}

/** Shows a quick pick and returns the value of the accepted item or button. */
export function showPick<T>(step: StepOptions, options: PickOptions<T>): Promise<InputResult<T>> {
  const pick = vscode.window.createQuickPick<PickRow<T>>()
  const buttons = options.buttons ?? []
  applyStep(pick, step, buttons)
  pick.placeholder = options.placeholder
  pick.matchOnDescription = true
  pick.matchOnDetail = true
  pick.items = options.rows
  if (options.activeItem) pick.activeItems = [options.activeItem]
  let created: PickItem<T> | undefined
  let isCreatedShown = false
  return showUntilClosed(pick, (close) => [
    pick.onDidTriggerButton((button) => close(buttonResult(button, buttons))),
    pick.onDidTriggerItemButton(({ item, button }) => {
      const triggered = 'buttons' in item && item.buttons?.find((candidate) => candidate === button)
      if (triggered && 'value' in triggered) close({ kind: 'accepted', value: triggered.value as T })
    }),
    pick.onDidChangeValue((text) => {
      if (!options.createItem) return
      created = options.createItem(text.trim())
      isCreatedShown = false
      pick.items = created ? [created, ...options.rows] : options.rows
    }),
    pick.onDidChangeActive((items) => {
      isCreatedShown ||= items.some((item) => item === created)
    }),
    pick.onDidAccept(() => {
      // If the user pastes and immediately presses Enter, the created item is not selected yet.
      const item = created && !isCreatedShown ? created : pick.selectedItems[0]
      if (item && 'value' in item) close({ kind: 'accepted', value: item.value })
    }),
  ])
}

/** Shows an input box and returns the text. An empty box shows no error until the user types or presses Enter. */
export function showTextInput(step: StepOptions, options: TextInputOptions): Promise<InputResult<string>> {
  const input = vscode.window.createInputBox()
  const { suggestion } = options
  applyStep(input, step, suggestion ? [suggestion.button] : [])
  input.value = options.value
  input.prompt = options.prompt
  input.placeholder = options.placeholder
  // The message may quote pasted text, in which the editor would turn Markdown links to commands into links.
  const validate = (text: string) => {
    const message = options.validate(text)
    return message && { ...message, message: sanitizeText(message.message, MESSAGE_LENGTH) }
  }
  const update = (text: string) => {
    options.onDidChange(text)
    input.validationMessage = validate(text)
  }
  input.validationMessage = options.value === '' ? undefined : validate(options.value)
  return showUntilClosed(input, (close) => [
    input.onDidTriggerButton((button) => {
      if (button !== suggestion?.button) return close({ kind: 'back' })
      input.value = suggestion.text
      update(suggestion.text)
    }),
    input.onDidChangeValue(update),
    input.onDidAccept(() => {
      const message = validate(input.value)
      input.validationMessage = message
      if (message?.severity !== vscode.InputBoxValidationSeverity.Error) close({ kind: 'accepted', value: input.value })
    }),
  ])
}

function applyStep(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, totalSteps, canGoBack }: StepOptions,
  buttons: readonly vscode.QuickInputButton[],
): void {
  input.title = title
  input.step = step
  input.totalSteps = totalSteps
  // The user may want to look up a prompt in a file without losing the input.
  input.ignoreFocusOut = true
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back, ...buttons] : [...buttons]
}

function buttonResult<T>(button: vscode.QuickInputButton, buttons: readonly ValueButton<T>[]): InputResult<T> {
  const found = buttons.find((candidate) => candidate === button)
  return found ? { kind: 'accepted', value: found.value } : { kind: 'back' }
}

/** Shows the input until `close` is called or the input is hidden, then disposes of it. */
async function showUntilClosed<T>(
  input: vscode.QuickInput,
  listen: (close: (result: InputResult<T>) => void) => readonly vscode.Disposable[],
): Promise<InputResult<T>> {
  const { promise, resolve } = Promise.withResolvers<InputResult<T>>()
  const listeners = [...listen(resolve), input.onDidHide(() => resolve({ kind: 'canceled' }))]
  input.show()
  try {
    return await promise
  } finally {
    for (const listener of listeners) listener.dispose()
    input.dispose()
  }
}
