/** A part of a file, up to `end`, which is not included. */
export interface ReadRequest {
  readonly requestId: number
  /** Which of the files that the page shows. */
  readonly id: string
  readonly start: number
  readonly end: number
}

/** Reads parts of video files by asking the editor for them, so that the content security policy allows no connection. */
export class PageReader {
  readonly #send: (request: ReadRequest) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<Uint8Array<ArrayBuffer>>>()
  #lastId = 0

  constructor(send: (request: ReadRequest) => void) {
    this.#send = send
  }

  /** Rejects if the file cannot be read. `end` is not included. */
  read(id: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const requestId = ++this.#lastId
    const answer = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
    this.#waiting.set(requestId, answer)
    this.#send({ requestId, id, start, end })
    return answer.promise
  }

  receive(requestId: number, bytes: Uint8Array<ArrayBuffer> | undefined): void {
    const answer = this.#waiting.get(requestId)
    this.#waiting.delete(requestId)
    if (bytes === undefined) answer?.reject(new Error('The file cannot be read.'))
    else answer?.resolve(bytes)
  }
}
