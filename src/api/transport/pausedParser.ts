import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import symbols from 'undici/lib/core/symbols.js'

/** What is used of undici 7's HTTP/1 parser. */
interface Parser {
  paused: boolean
  readonly ptr: number
  readonly llhttp: { llhttp_resume(ptr: number): void }
  readonly socket: { readonly destroyed: boolean; readonly readableLength: number }
  resume(): void
  finish(): Error | null
}

const CHANNEL = 'undici:client:connected'

/**
 * Keeps undici 7 from ending in an assertion that nobody can catch when a server closes the connection while the reader
 * of a body is slower than the network. Such a parser is resumed first; what it still holds is kept for the reader.
 * Undici 8 does the same, but needs a newer Node than the oldest editor has. Source: nodejs/undici issue 5360.
 * Answers how to stop; until then each new connection is looked at.
 */
export function patchPausedParsers(): () => void {
  const onConnected = (message: unknown) => {
    // The channel is the process's: connections of Node's own fetch have a parser under another symbol.
    const parser = (message as { socket?: Record<symbol, Parser | undefined> }).socket?.[symbols.kParser]
    const prototype = parser && (Object.getPrototypeOf(parser) as Parser)
    if (prototype) mend(prototype)
  }
  subscribe(CHANNEL, onConnected)
  return () => unsubscribe(CHANNEL, onConnected)
}

const MENDED = Symbol('mended')

function mend(prototype: Parser & { [MENDED]?: boolean }): void {
  if (prototype[MENDED]) return
  prototype[MENDED] = true
  const finish = prototype.finish
  prototype.finish = function (this: Parser) {
    // A resume reads on until the reader is full again, and completes a body whose length is known.
    do {
      if (this.paused) this.resume()
    } while (this.paused && !this.socket.destroyed && this.socket.readableLength > 0)
    if (this.socket.destroyed && this.paused) return null
    // A body that goes on to the end of the connection is completed by the end only.
    if (this.paused) {
      this.llhttp.llhttp_resume(this.ptr)
      this.paused = false
    }
    return finish.call(this)
  }
}
