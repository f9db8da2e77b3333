import * as vscode from 'vscode'
import type { GenerationRequest, RequestValues } from '../../core/job/job.ts'
import { editableParameters, type Model } from '../../core/model/parameter.ts'
import type { LocalMedia } from '../common/mediaNextToFile.ts'
import type { DraftFiles } from './draftFiles.ts'
import { draftValues } from './draftValues.ts'
import type { FormDraft } from './formDraft.ts'
import { makeRequest } from './makeRequest.ts'

/** The request of a form, for commands that save or copy it. */
export class FormRequest {
  readonly #draft: FormDraft
  readonly #files: DraftFiles
  readonly #showsNoIssue: () => boolean

  /** `showsNoIssue` shows the problems of the form, and returns whether there is none. */
  constructor(draft: FormDraft, files: DraftFiles, showsNoIssue: () => boolean) {
    this.#draft = draft
    this.#files = files
    this.#showsNoIssue = showsNoIssue
  }

  get model(): Model {
    return this.#draft.model
  }

  /** The local files of the request. */
  get files(): readonly LocalMedia[] {
    return editableParameters(this.#draft.model).flatMap((parameter) => {
      if (!('media' in parameter)) return []
      const items = this.#draft.media(parameter.name)
      return items.flatMap((item) =>
        item.kind === 'file' ? [{ uri: vscode.Uri.parse(item.uri), media: parameter.media }] : [],
      )
    })
  }

  /** The values for a request file, also those that are not valid. `pathOf` says how the file names a local file. */
  values(pathOf: (file: vscode.Uri) => string): RequestValues {
    return draftValues(this.#draft, pathOf)
  }

  /**
   * The request as it is sent, with its local files. Undefined if it has problems, which the form then shows. Throws
   * `AppError('invalid')` if a file cannot be read.
   */
  async valid(): Promise<GenerationRequest | undefined> {
    return this.#showsNoIssue() ? await makeRequest(this.#draft, this.#files, undefined) : undefined
  }
}
