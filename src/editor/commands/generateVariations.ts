import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { askVariationCount } from '../common/askVariationCount.ts'
import { requestCost } from '../common/requestCost.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { submitVariations } from '../common/submitVariations.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** "Generate Variations": submits the request of a generation again, one or more times, each time with another seed. */
export async function generateVariations(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'generateVariations',
    placeHolder: vscode.l10n.t('Select a generation to generate variations of'),
    none: vscode.l10n.t('There are no requests to generate variations of.'),
  })
  if (!job) return
  const request = services.jobs.request(job.id)
  if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  // The pick shows what a generation costs at this origin.
  const { origin } = services.connection
  const cost = requestCost(await services.costs.readPrice(request.model), request)
  const count = await askVariationCount(services.connection, cost, quoteTitle(job, vscode.l10n))
  if (count === undefined) return
  await submitVariations(services, request, count, { origin, command: 'wanVace.generateVariations' })
}
