import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import type { FileRequest } from '../../core/model/requestFile.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { requestFileMessage } from '../presentation/requestFileMessages.ts'
import { parsedRequestFile, toEditorRange } from './parsedRequestFile.ts'

/** Returns a request of a file without problems. Otherwise selects the first problem and throws `AppError('invalid')`. */
export async function requestAt(document: vscode.TextDocument, index: unknown): Promise<FileRequest> {
  const { requests, problems } = parsedRequestFile(document)
  const [problem] = problems
  if (problem) {
    const selection = new vscode.Range(...toEditorRange(document, problem.range))
    await vscode.window.showTextDocument(document, { selection })
    const message = requestFileMessage(requests[0]?.model ?? POSE_MODEL, problem.issue, vscode.l10n)
    throw new AppError('invalid', vscode.l10n.t('Fix the problems in this file first. {0}', sanitizeText(message, 300)))
  }
  return requests[requestIndex(document, index)] as FileRequest
}

/** Returns the index of the request to use. Throws `AppError('invalid')` if the file has none, or several. */
export function requestIndex(document: vscode.TextDocument, index: unknown): number {
  const { kind, requests } = parsedRequestFile(document)
  if (requests.length === 0) throw new AppError('invalid', vscode.l10n.t('This file has no request.'))
  if (kind === 'matrix' || (requests.length > 1 && index === undefined)) {
    throw new AppError('invalid', vscode.l10n.t('This file has several requests. Select the one to use in the file.'))
  }
  return typeof index === 'number' && requests[index] ? index : 0
}
