import type { FormFieldStatus, MessageFromFormPage } from '../../protocol/form.ts'

/** What the fields need from the page. */
export interface FieldContext {
  text(name: string): string
  status(name: string): FormFieldStatus | undefined
  newSeed(): boolean
  canReuseSeed(): boolean
  setText(name: string, text: string): void
  /**
   * Sends a message, after pending edits. The element that `focus` selects in the page gets the focus if the message
   * removes the focused one.
   */
  post(message: MessageFromFormPage, focus?: string): void
  announce(text: string): void
  /** The `blob:` URL of an item; undefined until its bytes have arrived. */
  previewUrl(item: string): string | undefined
}

/** Whether the field is marked, and described to screen readers, as invalid. */
export function isInvalid(status: FormFieldStatus | undefined): boolean {
  return status?.issue !== undefined || status?.rejection !== undefined
}
