/** VS Code's webview API. A page may call `acquireVsCodeApi` only once. */
export interface Host<Message, State> {
  postMessage(message: Message): void
  getState(): unknown
  setState(state: State): void
}

/** Calls `onMessage` with every message that `parse` accepts. `parse` returns undefined for an invalid message. */
export function receiveMessages<Message>(
  parse: (data: unknown) => Message | undefined,
  onMessage: (message: Message) => void,
): void {
  window.addEventListener('message', ({ data }) => {
    const message = parse(data)
    if (message === undefined) console.warn('Wan VACE: ignored an invalid message.')
    else onMessage(message)
  })
}
