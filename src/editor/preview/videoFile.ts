import * as vscode from 'vscode'
import { mayBeComplete } from '../../jobs/video/mp4Boxes.ts'
import { readVideoFacts } from '../common/videoFacts.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

/** A file that is not on this computer is read as a whole. A larger one is not read. */
const MAX_REMOTE_BYTES = 50_000_000

/** Reads the size and the index of a file. Returns undefined if it cannot be read. */
export async function readVideoFile(uri: vscode.Uri): Promise<VideoFileInfo | undefined> {
  try {
    const { size: sizeBytes, mtime } = await vscode.workspace.fs.stat(uri)
    if (uri.scheme === 'file') {
      const [facts, isComplete] = await Promise.all([readVideoFacts({ path: uri.fsPath }), mayBeComplete(uri.fsPath)])
      return { sizeBytes, facts, isComplete, version: mtime }
    }
    const read = async () => vscode.workspace.fs.readFile(uri)
    const facts = sizeBytes > MAX_REMOTE_BYTES ? undefined : await readVideoFacts({ sizeBytes, read })
    return { sizeBytes, facts, isComplete: true, version: mtime }
  } catch {
    return undefined
  }
}
