import { randomUUID } from 'node:crypto'
import { findParameter, type Model } from '../../core/model/parameter.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { chooseMediaFiles } from '../common/localMedia.ts'

/** Lets the user choose files for a parameter. Returns an empty array if the user cancels, or it takes no files. */
export async function chooseDraftMedia(model: Model, name: string): Promise<readonly DraftMedia[]> {
  const parameter = findParameter(model, name)
  if (!parameter || !('media' in parameter)) return []
  const files = await chooseMediaFiles(parameter.media, parameter.kind === 'urlList')
  return files.map((file) => ({ id: randomUUID(), kind: 'file', uri: file.toString() }))
}
