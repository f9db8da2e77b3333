import * as vscode from 'vscode'
import type { FileRequest } from '../../core/model/requestFile.ts'
import { parsedRequestFile, toEditorRange } from '../common/parsedRequestFile.ts'
import { requestCost } from '../common/requestCost.ts'
import { isRequestDocument } from '../common/requestDocuments.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { capitalize, presentJob } from '../presentation/jobPresentation.ts'
import { describeJob } from '../presentation/jobRow.ts'
import { usdRange } from '../presentation/priceText.ts'
import { createRenderContext, DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { generateAllLens } from './generateAllLens.ts'

/** More lenses slow the editor down. */
const MAX_REQUESTS = 100

/** "Generate" and "Open in Form" for each request, "Generate All", and the state of the last generation of the file. */
export async function codeLenses(
  services: ExtensionServices,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  if (!isRequestDocument(document)) return []
  const file = parsedRequestFile(document)
  const { kind, requests } = file
  const ofFile = [...generateAllLens(services, document, file), ...(await lastJobLens(services, document))]
  if (kind === 'matrix') return ofFile
  return [
    ...requests.slice(0, MAX_REQUESTS).flatMap((request, index) => requestLenses(services, document, request, index)),
    ...ofFile,
  ]
}

function requestLenses(
  { costs }: ExtensionServices,
  document: vscode.TextDocument,
  { range, model, values }: FileRequest,
  index: number,
): vscode.CodeLens[] {
  const place = new vscode.Range(...toEditorRange(document, { ...range, length: 0 }))
  const run = (title: string, command: string) =>
    new vscode.CodeLens(place, { title, command, arguments: [document.uri, index] })
  const cost = requestCost(costs.price(model.id), { model: model.id, values })
  const generate =
    cost.kind === 'free'
      ? vscode.l10n.t('Generate (Free)')
      : cost.kind === 'estimate'
        ? vscode.l10n.t('Generate (≈ {0})', usdRange(cost.total, DISPLAY_LANGUAGE))
        : vscode.l10n.t('Generate')
  return [
    run(`$(play) ${generate}`, 'wanVace.generateRequestFile'),
    run(vscode.l10n.t('Open in Form'), 'wanVace.openRequestFile'),
  ]
}

async function lastJobLens(
  { jobs, connection }: ExtensionServices,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const job = jobs.latestFrom(document.uri.toString())
  if (!job) return []
  const context = createRenderContext(connection.origin, await connection.hasKey())
  const { icon } = presentJob(job, context)
  const text = capitalize(describeJob(job, context), context.locale)
  const title = job.file.state === 'saved' ? vscode.l10n.t('Open Video ({0})', text) : text
  const spins = icon.id === 'loading' ? '~spin' : ''
  return [
    new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
      title: `$(${icon.id}${spins}) ${title}`,
      tooltip: vscode.l10n.t('Show the last generation of this file'),
      command: 'wanVace.open',
      arguments: [job.id],
    }),
  ]
}
