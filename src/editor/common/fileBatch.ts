import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { axesOf, expandRequests, MAX_BATCH_REQUESTS, requestCount } from '../../core/model/batch.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import type { RequestFile } from '../../core/model/requestFile.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { BatchRequest } from '../../jobs/jobActions.ts'
import { requestFileMessage } from '../presentation/requestFileMessages.ts'
import { fileNameOf } from './fileNameOf.ts'
import { readFileRequests } from './requestFileMedia.ts'

const MESSAGE_LENGTH = 300

/**
 * Makes a batch of all requests of a request file, and reads their local files. Throws `AppError('invalid')` if the file has
 * problems, no request, or more requests than a batch may have.
 */
export async function readFileBatch(uri: vscode.Uri, file: RequestFile): Promise<BatchRequest> {
  checkFile(file)
  const requests = await readFileRequests(uri, expandRequests(file))
  return { name: nameOf(uri), requests, axes: axesOf(file), sourceUri: uri.toString() }
}

function checkFile(file: RequestFile): void {
  const [problem] = file.problems
  if (problem) {
    const message = requestFileMessage(file.requests[0]?.model ?? POSE_MODEL, problem.issue, vscode.l10n)
    const reason = sanitizeText(message, MESSAGE_LENGTH)
    throw new AppError('invalid', vscode.l10n.t('Fix the problems in this file first. {0}', reason))
  }
  if (requestCount(file) === 0) throw new AppError('invalid', vscode.l10n.t('This file has no request.'))
  const tooMany = tooManyText(file)
  if (tooMany !== undefined) throw new AppError('invalid', tooMany)
}

/** Why a file cannot be a batch. Undefined if it has few enough requests. */
export function tooManyText(file: RequestFile): string | undefined {
  const count = requestCount(file)
  if (count <= MAX_BATCH_REQUESTS) return undefined
  const number = count.toLocaleString(vscode.env.language)
  return vscode.l10n.t('This file makes {0} requests. A batch can have at most {1}.', number, MAX_BATCH_REQUESTS)
}

/** For example `dance` for `dance.wanvace.json`. */
function nameOf(uri: vscode.Uri): string {
  return fileNameOf(uri).replace(/\.wanvace\.json$/i, '')
}
