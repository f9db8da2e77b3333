import { requestAt } from '../common/requestAt.ts'
import { resolveRequestDocument } from '../common/requestDocuments.ts'
import { readFileRequest } from '../common/requestFileMedia.ts'
import { submitRequest } from '../common/submitRequest.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** Requests that are being sent, so that a double-click does not buy two videos. */
const sending = new Set<string>()

/** "Generate from This Request File". `index` is the position of the request in a list. */
export async function generateRequestFile(
  services: ExtensionServices,
  argument: unknown,
  index: unknown,
): Promise<void> {
  const { origin } = services.connection
  const document = await resolveRequestDocument(argument)
  const request = await requestAt(document, index)
  const sourceUri = document.uri.toString()
  const key = `${sourceUri}#${request.range.offset}`
  if (sending.has(key)) return
  sending.add(key)
  try {
    await submitRequest(services, await readFileRequest(document.uri, request), {
      origin,
      sourceUri,
      command: 'wanVace.generateRequestFile',
      onAccepted: () => {},
    })
  } finally {
    sending.delete(key)
  }
}
