import * as vscode from 'vscode'
import type { GenerationRequest } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { confirmPurchase } from './confirmPurchase.ts'
import { estimateOf } from './requestCost.ts'
import { variationsOf } from './seeds.ts'
import { submitBatch } from './submitBatch.ts'
import { type SubmitOptions, submitRequest } from './submitRequest.ts'

/** The start of a prompt, as the name of a batch. */
const NAME_LENGTH = 100

/**
 * Submits variations of a valid request, each with a random seed of its own: several as a batch, one like any request. The
 * user was shown their number and price. Returns the number of requests; 0 if nothing was stored, see `submitRequest`.
 */
export async function submitVariations(
  services: ExtensionServices,
  request: GenerationRequest,
  count: number,
  options: SubmitOptions,
): Promise<number> {
  const requests = variationsOf(request, count)
  const [only, ...others] = requests
  if (!only) return 0
  if (others.length === 0) return (await submitRequest(services, only, options)) ? 1 : 0
  const { origin, sourceUri, source } = options
  const batch = {
    name: nameOf(request),
    requests,
    axes: [{ name: 'seed', values: requests.map(({ values }) => values['seed']) }],
    ...(sourceUri === undefined ? {} : { sourceUri }),
  }
  const estimate = estimateOf(services, request, source)
  const confirm = () => confirmPurchase(services, requests, { source })
  return (await submitBatch(services, batch, { origin, estimate, confirm })) ? count : 0
}

function nameOf({ values: { prompt } }: GenerationRequest): string {
  const title = typeof prompt === 'string' ? toSingleLine(prompt, NAME_LENGTH) : ''
  return title === '' ? vscode.l10n.t('Variations') : vscode.l10n.t('Variations of {0}', title)
}
