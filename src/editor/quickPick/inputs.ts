import * as vscode from 'vscode'
import { sanitizeText } from '../../core/text/sanitize.ts'

/** Graphemes of what is told under a box. */
const MESSAGE_LENGTH = 500

/** How a question ended: with an answer, with the Back button, or with Escape. */
export type Answer<T> =
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'escaped' }

/** What every question of a flow shows around itself. */
export interface Frame {
  readonly title: string
  readonly step: number
  readonly totalSteps: number
  readonly canGoBack: boolean
}

/** A button that is an answer. */
export interface ButtonAnswer<T> extends vscode.QuickInputButton {
  readonly value: T
}

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T
  readonly buttons?: readonly ButtonAnswer<T>[]
}

export type PickRow<T> = PickItem<T> | (vscode.QuickPickItem & { kind: vscode.QuickPickItemKind.Separator })

export interface PickQuestion<T> {
  readonly placeholder: string
  readonly rows: readonly PickRow<T>[]
  readonly active?: PickItem<T> | undefined
  readonly buttons?: readonly ButtonAnswer<T>[]
  /** A row made of what is typed, shown above the others. */
  typedRow?(text: string): PickItem<T> | undefined
}

export interface TextQuestion {
  readonly value: string
  readonly prompt: string
  readonly placeholder: string
  /** A text that a button puts into the box. */
  readonly offer?: { readonly button: vscode.QuickInputButton; readonly text: string } | undefined
  /** Asked at every key stroke; an error keeps the box open. */
  check(text: string): vscode.InputBoxValidationMessage | undefined
  /** Told of every key stroke. */
  typed(text: string): void
}

/** Asks to choose a row. */
export function askPick<T>(frame: Frame, question: PickQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<PickRow<T>>()
  const own = question.buttons ?? []
  dress(pick, frame, own)
  pick.placeholder = question.placeholder
  pick.matchOnDescription = true
  pick.matchOnDetail = true
  pick.items = question.rows
  if (question.active) pick.activeItems = [question.active]
  let typed: PickItem<T> | undefined
  let isTypedShown = false
  return settle(pick, (give) => [
    pick.onDidTriggerButton((button) => give(buttonAnswer(button, own))),
    pick.onDidTriggerItemButton(({ item, button }) => {
      const chosen = 'buttons' in item && item.buttons?.find((candidate) => candidate === button)
      if (chosen && 'value' in chosen) give({ kind: 'given', value: chosen.value as T })
    }),
    pick.onDidChangeValue((text) => {
      if (!question.typedRow) return
      typed = question.typedRow(text.trim())
      isTypedShown = false
      pick.items = typed ? [typed, ...question.rows] : question.rows
    }),
    pick.onDidChangeActive((items) => {
      isTypedShown ||= items.some((item) => item === typed)
    }),
    pick.onDidAccept(() => {
      // Who pastes and presses Enter at once is faster than the row that is made of it.
      const item = typed && !isTypedShown ? typed : pick.selectedItems[0]
      if (item && 'value' in item) give({ kind: 'given', value: item.value })
    }),
  ])
}

/** Asks for a line of text. What is wrong with it shows as one types, but not before. */
export function askText(frame: Frame, question: TextQuestion): Promise<Answer<string>> {
  const box = vscode.window.createInputBox()
  const { offer } = question
  dress(box, frame, offer ? [offer.button] : [])
  box.value = question.value
  box.prompt = question.prompt
  box.placeholder = question.placeholder
  // The message may quote what was pasted, and the editor makes links in it clickable, those to commands too.
  const check = (text: string) => {
    const told = question.check(text)
    return told && { ...told, message: sanitizeText(told.message, MESSAGE_LENGTH) }
  }
  const changed = (text: string) => {
    question.typed(text)
    box.validationMessage = check(text)
  }
  box.validationMessage = question.value === '' ? undefined : check(question.value)
  return settle(box, (give) => [
    box.onDidTriggerButton((button) => {
      if (button !== offer?.button) return give({ kind: 'back' })
      box.value = offer.text
      changed(offer.text)
    }),
    box.onDidChangeValue(changed),
    box.onDidAccept(() => {
      const message = check(box.value)
      box.validationMessage = message
      if (message?.severity !== vscode.InputBoxValidationSeverity.Error) give({ kind: 'given', value: box.value })
    }),
  ])
}

function dress(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  frame: Frame,
  own: readonly vscode.QuickInputButton[],
): void {
  input.title = frame.title
  input.step = frame.step
  input.totalSteps = frame.totalSteps
  // Work is lost when a click elsewhere closes the flow: looking up a prompt in a file is part of it.
  input.ignoreFocusOut = true
  input.buttons = frame.canGoBack ? [vscode.QuickInputButtons.Back, ...own] : [...own]
}

function buttonAnswer<T>(button: vscode.QuickInputButton, own: readonly ButtonAnswer<T>[]): Answer<T> {
  const mine = own.find((candidate) => candidate === button)
  return mine ? { kind: 'given', value: mine.value } : { kind: 'back' }
}

/** Shows the input until an answer is given or it is hidden; then it is gone. */
async function settle<T>(
  input: vscode.QuickInput,
  listen: (give: (answer: Answer<T>) => void) => readonly vscode.Disposable[],
): Promise<Answer<T>> {
  const { promise, resolve } = Promise.withResolvers<Answer<T>>()
  const listeners = [...listen(resolve), input.onDidHide(() => resolve({ kind: 'escaped' }))]
  input.show()
  try {
    return await promise
  } finally {
    for (const listener of listeners) listener.dispose()
    input.dispose()
  }
}
