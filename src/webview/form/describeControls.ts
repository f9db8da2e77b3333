/** A component of @vscode-elements that wraps a native control in its shadow tree. */
interface WrappingElement extends HTMLElement {
  readonly updateComplete?: Promise<unknown>
  readonly wrappedElement?: HTMLElement
}

/**
 * Connects the control of each field with its help and its problem. Attributes with IDs do not reach into the shadow tree
 * of a component, but properties with elements do.
 */
export function describeControls(page: HTMLElement): void {
  for (const field of page.querySelectorAll<HTMLElement>('.field')) {
    const descriptions = [...field.querySelectorAll('.help, .messages')]
    for (const control of field.querySelectorAll<WrappingElement>('[data-control]')) {
      const describe = () => {
        const native = nativeControl(control)
        if (!native) return
        native.ariaDescribedByElements = descriptions
        native.ariaInvalid = field.dataset['invalid'] === undefined ? null : 'true'
        native.ariaRequired = field.dataset['required'] === undefined ? null : 'true'
      }
      if (nativeControl(control)) describe()
      else void control.updateComplete?.then(describe)
    }
  }
}

/** Focuses the first control of a field. */
export function focusControl(field: HTMLElement): void {
  const control = field.querySelector<WrappingElement>('[data-control]')
  control?.scrollIntoView({ block: 'center' })
  if (!control || nativeControl(control)) control?.focus()
  // A component of a page that was just shown has nothing to focus yet.
  else void control.updateComplete?.then(() => control.focus())
}

function nativeControl(control: WrappingElement): HTMLElement | null | undefined {
  if (!control.localName.startsWith('vscode-')) return control
  return control.wrappedElement ?? control.shadowRoot?.querySelector<HTMLElement>('[role="combobox"]')
}
