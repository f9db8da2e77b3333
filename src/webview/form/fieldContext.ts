import type { FormFieldStatus, MessageFromFormPage } from '../../protocol/form.ts'

/** What the fields need from the page. */
export interface FieldContext {
  readonly locale: string
  text(name: string): string
  status(name: string): FormFieldStatus | undefined
  newSeed(): boolean
  canReuseSeed(): boolean
  setText(name: string, text: string): void
  /** Sends pending edits first. */
  post(message: MessageFromFormPage): void
  announce(text: string): void
}
