import { randomSeed } from '../common/seeds.ts'
import { type SubmitOptions, submitRequest } from '../common/submitRequest.ts'
import { submitVariations } from '../common/submitVariations.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { DraftFiles } from './draftFiles.ts'
import type { FormDraft } from './formDraft.ts'
import { makeRequest } from './makeRequest.ts'

/**
 * Sends a draft, with a new seed if the user wants one; the draft then has the seed that was sent. Or sends several
 * variations of it, each with a random seed of its own. Returns the number of requests that were sent: after 0, the user
 * has seen why. Throws `AppError('invalid')` if a file cannot be read.
 */
export async function submitFormDraft(
  services: ExtensionServices,
  { draft, files, count }: { readonly draft: FormDraft; readonly files: DraftFiles; readonly count: number },
  options: Pick<SubmitOptions, 'origin' | 'sourceUri' | 'onWait'>,
): Promise<number> {
  const newSeed = draft.newSeed && count === 1 ? randomSeed() : undefined
  const request = await makeRequest(draft, files, newSeed)
  const all = { ...options, source: files.sourceFacts(), command: 'wanVace.newGeneration' }
  if (count > 1) return await submitVariations(services, request, count, all)
  // The form stays filled, for the next generation.
  if (!(await submitRequest(services, request, all))) return 0
  const { seed } = request.values
  if (newSeed !== undefined) draft.setText('seed', String(newSeed))
  if (seed !== undefined) draft.lastSeed = String(seed)
  return 1
}
