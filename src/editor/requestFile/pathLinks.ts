import * as vscode from 'vscode'
import { isMediaPath } from '../../core/model/mediaPath.ts'
import { parsedRequestFile, toEditorRange } from '../common/parsedRequestFile.ts'
import { locateMedia } from '../common/requestFileMedia.ts'

/** The path of a local file. Its target is not looked for before the user asks. */
class PathLink extends vscode.DocumentLink {
  readonly document: vscode.Uri
  readonly path: string

  constructor(range: vscode.Range, document: vscode.Uri, path: string) {
    super(range)
    this.document = document
    this.path = path
    this.tooltip = vscode.l10n.t('Open File')
  }
}

/** The paths of local files. The editor itself links URLs. */
export function pathLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
  return parsedRequestFile(document)
    .media.filter(({ media, text }) => isMediaPath(media, text))
    .map(({ range, text }) => {
      // Without the quotes.
      const inner = { offset: range.offset + 1, length: Math.max(0, range.length - 2) }
      return new PathLink(new vscode.Range(...toEditorRange(document, inner)), document.uri, text)
    })
}

/** Returns undefined for a path that leaves the workspace, which is a problem of the file. */
export async function resolvePathLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink | undefined> {
  if (!(link instanceof PathLink)) return undefined
  const location = await locateMedia(link.document, link.path)
  if (!location.ok) return undefined
  link.target = location.uri
  return link
}
