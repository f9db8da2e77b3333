import type { ReactiveController, ReactiveControllerHost } from 'lit'

const INTERVAL_MS = 1000

/** Updates a component once a second while it is connected, so that the times it shows stay current. */
export class Clock implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #timer: number | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#timer = setTimeout(() => {
      this.#host.requestUpdate()
      this.hostConnected()
    }, INTERVAL_MS)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
  }
}
