import type { OnWait } from '../common/submitProgress.ts'
import { submitRequest } from '../common/submitRequest.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { randomSeed } from './applyChange.ts'
import type { DraftFiles } from './draftFiles.ts'
import type { FormDraft } from './formDraft.ts'
import { makeRequest } from './makeRequest.ts'

/**
 * Sends a draft, with a new seed if the user wants one. The draft then has the seed that was sent. Returns false if
 * nothing was sent and the user has seen why. Throws `AppError('invalid')` if a file cannot be read.
 */
export async function submitFormDraft(
  services: ExtensionServices,
  draft: FormDraft,
  files: DraftFiles,
  origin: string,
  onWait: OnWait,
): Promise<boolean> {
  const newSeed = draft.newSeed ? randomSeed() : undefined
  const request = await makeRequest(draft, files, newSeed)
  const isSubmitted = await submitRequest(services, request, {
    ...{ origin, onWait },
    command: 'wanVace.newGeneration',
    // The form stays filled, for the next generation.
    onAccepted: () => {},
  })
  if (!isSubmitted) return false
  const { seed } = request.values
  if (newSeed !== undefined) draft.setText('seed', String(newSeed))
  if (seed !== undefined) draft.lastSeed = String(seed)
  return true
}
