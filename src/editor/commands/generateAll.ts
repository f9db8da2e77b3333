import { readFileBatch } from '../common/fileBatch.ts'
import { parsedRequestFile } from '../common/parsedRequestFile.ts'
import { resolveRequestDocument } from '../common/requestDocuments.ts'
import { submitBatch } from '../common/submitBatch.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** Files that are being submitted, so that a double-click does not buy a batch twice. */
const submitting = new Set<string>()

/** "Generate All Requests of This File": submits a list of requests or a matrix as a batch. */
export async function generateAll(services: ExtensionServices, argument: unknown): Promise<void> {
  const { origin } = services.connection
  const document = await resolveRequestDocument(argument)
  const key = document.uri.toString()
  if (submitting.has(key)) return
  submitting.add(key)
  try {
    const batch = await readFileBatch(document.uri, parsedRequestFile(document))
    await submitBatch(services, batch, { origin })
  } finally {
    submitting.delete(key)
  }
}
