import { messageOf } from '../../core/errors.ts'
import type { Disposable, Log } from '../../core/ports.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { DraftStorage } from './draftStorage.ts'
import type { FormDraft } from './formDraft.ts'

const SAVE_DELAY_MS = 200

/** Stores one draft. */
export class DraftSaver implements Disposable {
  readonly #storage: DraftStorage
  readonly #draftId: string
  readonly #draft: FormDraft
  readonly #log: Log
  readonly #timer = new TimeoutTimer()

  constructor(storage: DraftStorage, draftId: string, draft: FormDraft, log: Log) {
    this.#storage = storage
    this.#draftId = draftId
    this.#draft = draft
    this.#log = log
  }

  save(): void {
    this.#timer.cancel()
    this.#catch(this.#storage.set(this.#draftId, this.#draft.toStored()))
  }

  /** Stores the edits of a moment together. */
  saveSoon(): void {
    this.#timer.setIfNotSet(() => this.save(), SAVE_DELAY_MS)
  }

  delete(): void {
    this.#timer.cancel()
    this.#catch(this.#storage.delete(this.#draftId))
  }

  dispose(): void {
    this.#timer.dispose()
  }

  #catch(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error(`form: ${messageOf(error)}`))
  }
}
