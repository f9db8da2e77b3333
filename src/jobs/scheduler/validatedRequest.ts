import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'

/** An import can have thousands of unknown parameters. */
const MAX_ISSUES = 3

/**
 * Returns the request as it may be sent. Validates it again, because a stored request may come from an import. Rejects with
 * `AppError('invalid')`.
 */
export async function validatedRequest({ model: id, values }: GenerationRequest): Promise<GenerationRequest> {
  const [{ validateRequest }, { findModel }] = await Promise.all([
    import('../../core/model/request.ts'),
    import('../../core/model/models.ts'),
  ])
  const model = findModel(id)
  if (model === undefined) throw new AppError('invalid', errorDetail('modelNotOffered', { model: id }))
  const result = validateRequest(model, values)
  if (result.ok) return result.request
  throw new AppError(
    'invalid',
    errorDetail('invalidRequest', { model: id, issues: result.issues.slice(0, MAX_ISSUES) }),
  )
}
