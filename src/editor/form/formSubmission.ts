import { submitProgressText } from '../common/submitProgress.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { DraftFiles } from './draftFiles.ts'
import { askDraftVariationCount } from './formCost.ts'
import type { FormDraft } from './formDraft.ts'
import { submitFormDraft } from './submitFormDraft.ts'

export interface FormSubmissionOptions {
  /** Where the user was told that the request is sent. */
  readonly origin: string
  /** The request file that the form shows. */
  readonly sourceUri: string | undefined
  /** Asks for a number of generations, each with a seed of its own. */
  readonly variations: boolean
}

/** Sends the draft of a form, and says how far it is. */
export class FormSubmission {
  readonly #services: ExtensionServices
  readonly #draft: FormDraft
  readonly #files: DraftFiles
  readonly #onDidChange: () => void
  #progress: string | undefined

  constructor(
    services: ExtensionServices,
    { draft, files }: { readonly draft: FormDraft; readonly files: DraftFiles },
    onDidChange: () => void,
  ) {
    this.#services = services
    this.#draft = draft
    this.#files = files
    this.#onDidChange = onDidChange
  }

  /** Undefined while nothing is sent. */
  get progress(): string | undefined {
    return this.#progress
  }

  /** Returns the number of requests that were sent. Does nothing while the draft is sent already. */
  async send({ variations, ...options }: FormSubmissionOptions): Promise<number> {
    if (this.#progress !== undefined) return 0
    const count = variations ? await askDraftVariationCount(this.#services, this.#draft, this.#files) : 1
    if (count === undefined) return 0
    const onWait = (waitMs: number) => {
      this.#progress = submitProgressText(waitMs)
      this.#onDidChange()
    }
    onWait(0)
    try {
      const toSend = { draft: this.#draft, files: this.#files, count }
      return await submitFormDraft(this.#services, toSend, { ...options, onWait })
    } finally {
      this.#progress = undefined
    }
  }
}
