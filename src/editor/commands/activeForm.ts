import * as vscode from 'vscode'
import type { GenerationRequest, RequestValues } from '../../core/job/job.ts'
import type { Model } from '../../core/model/parameter.ts'
import type { LocalMedia } from '../common/mediaNextToFile.ts'

/** The request of the form in the active tab. */
export interface ActiveForm {
  readonly model: Model
  /** The local files of the request. */
  readonly files: readonly LocalMedia[]
  /** The values for a request file, also those that are not valid. `pathOf` says how the file names a local file. */
  values(pathOf: (file: vscode.Uri) => string): RequestValues
  /** The request as it is sent. Undefined if it has problems, which the form then shows. */
  valid(): Promise<GenerationRequest | undefined>
}

export interface ActiveForms {
  activeRequest(): ActiveForm | undefined
}

/**
 * Returns the request of the form in the active tab, unless the command was run for something else. A menu of the form passes
 * a URI.
 */
export async function activeForm(
  forms: () => Promise<ActiveForms>,
  argument: unknown,
): Promise<ActiveForm | undefined> {
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {}
  const isForm = input instanceof vscode.TabInputWebview && input.viewType.endsWith('wanVace.form')
  const isForTab = argument === undefined || argument instanceof vscode.Uri
  return isForm && isForTab ? (await forms()).activeRequest() : undefined
}
