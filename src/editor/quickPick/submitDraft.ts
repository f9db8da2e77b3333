import { submitRequest } from '../common/submitRequest.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Draft, Drafts } from './draft.ts'

/**
 * Submits a draft to `origin`. Returns true if there is a job, even a failed one. Returns false if nothing was sent (no
 * key, not valid, no store, connected to another origin); the user has seen why and can continue with the draft.
 */
export async function submitDraft(
  services: ExtensionServices,
  drafts: Drafts,
  draft: Draft,
  origin: string,
): Promise<boolean> {
  const { validateRequest } = await import('../../core/model/request.ts')
  const validation = validateRequest(draft.model, draft.toValues())
  if (!validation.ok) return false
  return submitRequest(services, validation.request, {
    origin,
    command: 'wanVace.generate',
    onAccepted: () => drafts.delete(draft),
  })
}
