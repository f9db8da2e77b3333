import { readFile } from 'node:fs/promises'
import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { firstFreeName } from '../common/createFile.ts'
import { haveSameContent } from '../common/sameContent.ts'
import { readFileNamePattern } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { fileNameFromPattern } from '../presentation/fileNamePattern.ts'
import { formatTitle } from '../presentation/title.ts'
import { videoSnippet } from '../presentation/videoSnippet.ts'
import { DRAGGED_JOBS, DROP_KIND } from './dragJobs.ts'

const DEFAULT_SNIPPET = ['<video controls src="$', '{src}" title="$', '{title}"></video>'].join('')
const MAX_TITLE_LENGTH = 80
const MAX_VIDEOS = 50

/**
 * Copies the videos of dragged jobs beside a document and refers to them with relative paths, as the editor does with files
 * from outside the workspace. A copy that is already there is used again. Undefined if there is nothing to insert.
 */
export async function dropVideos(
  { jobs: reader }: ExtensionServices,
  document: vscode.TextDocument,
  transfer: vscode.DataTransfer,
): Promise<vscode.DocumentDropEdit | undefined> {
  const ids = ((await transfer.get(DRAGGED_JOBS)?.asString()) ?? '').split('\n').slice(0, MAX_VIDEOS)
  const jobs = ids.flatMap((id) => reader.get(id) ?? [])
  const folder = folderOf(document)
  if (folder === undefined) return undefined
  const copies = new vscode.WorkspaceEdit()
  const names = new Set<string>()
  const videos = []
  for (const job of jobs) {
    const source = reader.videoPath(job)
    if (source === undefined) continue
    const { target, isNew } = await findTarget(folder, job, source, names)
    if (isNew) copies.createFile(target, { contents: await readFile(source) })
    const path = target.path.slice(folder.path.replace(/\/$/, '').length + 1)
    names.add(path)
    videos.push({ path, title: toSingleLine(formatTitle(job, vscode.l10n), MAX_TITLE_LENGTH) })
  }
  if (videos.length === 0) return undefined
  const snippet = new vscode.SnippetString(videoSnippet(videos, readTemplate(document)))
  const title = videos.length === 1 ? vscode.l10n.t('Insert Video') : vscode.l10n.t('Insert Videos')
  const edit = new vscode.DocumentDropEdit(snippet, title, DROP_KIND)
  edit.additionalEdit = copies
  return edit
}

/** The folder of a document, or of the workspace for a document that was not saved yet. */
function folderOf({ uri, isUntitled }: vscode.TextDocument): vscode.Uri | undefined {
  return isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..')
}

/** The first name that is free, or that a copy of the video has. `taken`: the names of this drop. */
async function findTarget(
  folder: vscode.Uri,
  job: Job,
  source: string,
  taken: ReadonlySet<string>,
): Promise<{ readonly target: vscode.Uri; readonly isNew: boolean }> {
  const base = fileNameFromPattern(readFileNamePattern(), job).replace(/\.mp4$/, '')
  let isNew = false
  const name = await firstFreeName(`${base}.mp4`, async (free) => {
    if (taken.has(free)) return false
    const file = vscode.Uri.joinPath(folder, free)
    isNew = !(await exists(file))
    return isNew || (await isCopy(file, source))
  })
  return { target: vscode.Uri.joinPath(folder, name), isNew }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  )
}

/** False for a file that cannot be read. */
async function isCopy(file: vscode.Uri, source: string): Promise<boolean> {
  try {
    if (file.scheme === 'file') return await haveSameContent(source, file.fsPath)
    const [copy, original] = await Promise.all([vscode.workspace.fs.readFile(file), readFile(source)])
    return original.equals(copy)
  } catch {
    return false
  }
}

/** The editor's setting for videos in Markdown. */
function readTemplate(document: vscode.TextDocument): string {
  if (document.languageId !== 'markdown') return DEFAULT_SNIPPET
  const template: unknown = vscode.workspace.getConfiguration('markdown', document).get('editor.filePaste.videoSnippet')
  return typeof template === 'string' ? template : DEFAULT_SNIPPET
}
