/**
 * Makes an element. Strings become text nodes, whatever they hold; nothing here or elsewhere in a page parses markup.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** A codicon, for the eye only. `loading` turns. */
export function codicon(name: string): HTMLElement {
  const spin = name === 'loading' ? ' codicon-modifier-spin' : ''
  return make('span', { class: `codicon codicon-${name}${spin}`, 'aria-hidden': 'true' })
}

/** Whether the person asked the system or the editor for less motion. */
export function prefersLessMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  )
}
