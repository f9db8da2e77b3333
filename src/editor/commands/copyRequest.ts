import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { toRequestBody } from '../../core/model/requestBody.ts'
import { SNIPPET_LANGUAGES, type SnippetLanguage, snippet } from '../../core/model/snippets.ts'
import { requestAt } from '../common/requestAt.ts'
import { isRequestDocument, resolveRequestDocument } from '../common/requestDocuments.ts'
import { readFileRequest } from '../common/requestFileMedia.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { type ActiveForms, activeForm } from './activeForm.ts'

const STATUS_MESSAGE_MS = 4000

/** "Copy Request As": copies a program that sends the request of a job, of a request file or of the form. */
export async function copyRequest(
  services: ExtensionServices,
  forms: () => Promise<ActiveForms>,
  argument: JobArgument | vscode.Uri,
): Promise<void> {
  const form = await activeForm(forms, argument)
  const request = form ? await form.valid() : await requestToCopy(services, argument)
  if (!request) return
  const labels = languageLabels()
  const picked = await vscode.window.showQuickPick(
    SNIPPET_LANGUAGES.map((language) => ({ ...labels[language], language })),
    { placeHolder: vscode.l10n.t('Select a format. The code reads the key from $AIMLAPI_API_KEY.') },
  )
  if (!picked) return
  const { baseUrl } = services.connection
  await vscode.env.clipboard.writeText(snippet(picked.language, { baseUrl, body: toRequestBody(request) }))
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied as {0}.', picked.label), STATUS_MESSAGE_MS)
}

async function requestToCopy(
  services: ExtensionServices,
  argument: JobArgument | vscode.Uri,
): Promise<GenerationRequest | undefined> {
  const active = vscode.window.activeTextEditor?.document
  if (argument instanceof vscode.Uri || (argument === undefined && active && isRequestDocument(active))) {
    const document = await resolveRequestDocument(argument)
    return await readFileRequest(document.uri, await requestAt(document, undefined))
  }
  const job = await resolveJob(services, argument, {
    action: 'copyRequest',
    placeHolder: vscode.l10n.t('Select a generation to copy its request'),
    none: vscode.l10n.t('There are no requests to copy.'),
  })
  if (!job) return undefined
  const request = services.jobs.request(job.id)
  if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  return request
}

function languageLabels(): Readonly<Record<SnippetLanguage, { readonly label: string; readonly description: string }>> {
  return {
    curl: { label: vscode.l10n.t('cURL'), description: vscode.l10n.t('Shell script') },
    python: { label: vscode.l10n.t('Python'), description: vscode.l10n.t('With requests') },
    javascript: { label: vscode.l10n.t('JavaScript'), description: vscode.l10n.t('With fetch, for Node.js') },
    json: { label: vscode.l10n.t('JSON'), description: vscode.l10n.t('The body only') },
  }
}
