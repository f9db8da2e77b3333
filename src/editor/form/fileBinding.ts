import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { RequestValues } from '../../core/job/job.ts'
import { editRequestText } from '../../core/model/editRequestText.ts'
import { isMediaPath, trimMediaText } from '../../core/model/mediaPath.ts'
import type { Model } from '../../core/model/parameter.ts'
import { parseRequestFile } from '../../core/model/parseRequestFile.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { replaceText } from '../common/replaceText.ts'
import { locateMedia, mediaPathOf } from '../common/requestFileMedia.ts'
import { draftValues } from './draftValues.ts'
import type { FormDraft } from './formDraft.ts'

const PREFIX = 'file:'

/** A request of a request file that a form shows: the form and the file follow each other. */
export class FileBinding implements vscode.Disposable {
  readonly uri: vscode.Uri
  readonly model: Model
  readonly #index: number
  readonly #disposables = new DisposableStore()
  readonly #didChange = this.#disposables.add(new vscode.EventEmitter<void>())
  /** Fires when the file has other values, but not when the form has written them. */
  readonly onDidChange = this.#didChange.event
  #values: RequestValues
  /** URIs of local files, by their path in the file. */
  #files: ReadonlyMap<string, string>
  /** What the form had when it and the file had the same values. */
  #written: RequestValues | undefined
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(uri: vscode.Uri, index: number, state: { readonly read: ReadRequest; readonly files: Files }) {
    this.uri = uri
    this.#index = index
    this.model = state.read.model
    this.#values = state.read.values
    this.#files = state.files
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) void this.#reload(document)
      }),
    )
  }

  /** The ID of the draft of a request. */
  static draftId(uri: vscode.Uri, index: number): string {
    return `${PREFIX}${index}:${uri.toString()}`
  }

  /** Opens the request with this draft ID. Returns undefined for other IDs. Throws `AppError('invalid')` if it does not exist. */
  static async open(draftId: string): Promise<FileBinding | undefined> {
    const [, index, text] = /^file:(\d+):(.*)$/s.exec(draftId) ?? []
    if (index === undefined || text === undefined) return undefined
    const uri = vscode.Uri.parse(text, true)
    const document = await vscode.workspace.openTextDocument(uri)
    const read = readRequest(document, Number(index))
    if (!read) throw new AppError('invalid', vscode.l10n.t('This file has no such request, or is not valid JSON.'))
    return new FileBinding(uri, Number(index), { read, files: await locateFiles(uri, read) })
  }

  get values(): RequestValues {
    return this.#values
  }

  /** The URI of a path in the file. */
  readonly localFile = (path: string): string | undefined => this.#files.get(trimMediaText(path))

  /** Remembers that a draft has the values of the file. */
  accept(draft: FormDraft): void {
    this.#written = this.#valuesOf(draft)
  }

  /** Replaces what a draft has by the values of the file. */
  load(draft: FormDraft): void {
    draft.replaceOriginal(this.#values)
    this.accept(draft)
  }

  /** Writes what the user changed in the form to the document, which the user saves. */
  write(draft: FormDraft): Promise<void> {
    const values = this.#valuesOf(draft)
    const earlier = this.#written ?? {}
    const changes = Object.fromEntries(
      draft.model.parameters
        .filter(({ name }) => JSON.stringify(values[name]) !== JSON.stringify(earlier[name]))
        .map(({ name }) => [name, values[name]]),
    )
    this.#written = values
    if (Object.keys(changes).length === 0) return Promise.resolve()
    const written = this.#writing.then(() => this.#write(changes))
    this.#writing = written.catch(() => {})
    return written
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  async #write(changes: RequestValues): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.uri)
    const read = readRequest(document, this.#index)
    if (!read) {
      throw new AppError('invalid', vscode.l10n.t('The form could not change the file, because it is not valid JSON.'))
    }
    // Before the edit, whose event arrives before it resolves.
    this.#values = withChanges(read.values, changes)
    const { tabSize, insertSpaces } = indentation(document)
    const index = read.isInList ? this.#index : undefined
    await replaceText(document, editRequestText(document.getText(), changes, { index, tabSize, insertSpaces }))
  }

  async #reload(document: vscode.TextDocument): Promise<void> {
    const read = readRequest(document, this.#index)
    if (!read || toKey(read.values) === toKey(this.#values)) return
    this.#values = read.values
    const files = await locateFiles(this.uri, read)
    if (this.#values !== read.values) return
    this.#files = files
    this.#didChange.fire()
  }

  #valuesOf(draft: FormDraft): RequestValues {
    return draftValues(draft, (file) => mediaPathOf(this.uri, file) ?? file.toString())
  }
}

interface ReadRequest {
  readonly model: Model
  readonly values: RequestValues
  readonly isInList: boolean
  readonly paths: readonly string[]
}

type Files = ReadonlyMap<string, string>

/** Returns undefined while the user edits the file and it is not valid JSON, and for a request that is not in it. */
function readRequest(document: vscode.TextDocument, index: number): ReadRequest | undefined {
  const { kind, requests, media, problems } = parseRequestFile(document.getText())
  const request = requests[index]
  if (!request || kind === 'matrix' || problems.some(({ issue }) => issue.code === 'syntax')) return undefined
  const paths = media.flatMap((item) => (isMediaPath(item.media, item.text) ? [item.text] : []))
  return { model: request.model, values: request.values, isInList: kind === 'list', paths }
}

async function locateFiles(uri: vscode.Uri, { paths }: ReadRequest): Promise<Files> {
  const located = await Promise.all(paths.map(async (path) => [path, await locateMedia(uri, path)] as const))
  return new Map(located.flatMap(([path, location]) => (location.ok ? [[path, location.uri.toString()]] : [])))
}

function withChanges(values: RequestValues, changes: RequestValues): RequestValues {
  return Object.fromEntries(Object.entries({ ...values, ...changes }).filter(([, value]) => value !== undefined))
}

/** The order of the properties does not matter. */
function toKey(values: RequestValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function indentation(document: vscode.TextDocument): { readonly tabSize: number; readonly insertSpaces: boolean } {
  const indent = /\n([ \t]+)"/.exec(document.getText())?.[1] ?? '  '
  return { tabSize: indent.includes('\t') ? 4 : indent.length, insertSpaces: !indent.includes('\t') }
}
