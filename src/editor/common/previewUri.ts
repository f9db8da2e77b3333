import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import { previewLabel } from '../presentation/previewLabel.ts'

/** The scheme of the resources that the preview opens. No file system serves it: the preview reads the job store. */
const SCHEME = 'wan-vace-preview'

/** The resource of a job. The editor shows its last segment as the title of the tab. */
export function previewUri(job: Job): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(job.id)}/${previewLabel(job, vscode.l10n)}` })
}

/** The job of a resource; undefined if it is not one of a preview. */
export function previewedJobId(uri: vscode.Uri): string | undefined {
  const [, id] = uri.scheme === SCHEME ? uri.path.split('/') : []
  try {
    return id ? decodeURIComponent(id) : undefined
  } catch {
    return undefined
  }
}
