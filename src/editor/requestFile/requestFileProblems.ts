import * as vscode from 'vscode'
import { MAX_BATCH_REQUESTS } from '../../core/model/batch.ts'
import { isMediaPath } from '../../core/model/mediaPath.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import { type FileRequest, isInSchema, type RequestFile, type TextRange } from '../../core/model/requestFile.ts'
import { type RequestWarning, requestWarnings } from '../../core/model/requestWarnings.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { tooManyText } from '../common/fileBatch.ts'
import { checkMediaFile } from '../common/localMedia.ts'
import { parsedRequestFile, toEditorRange } from '../common/parsedRequestFile.ts'
import { locateMedia } from '../common/requestFileMedia.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import { requestFileMessage } from '../presentation/requestFileMessages.ts'
import { warningMessage } from '../presentation/warningMessages.ts'

const CHECK_DELAY_MS = 250
/** In a document of another language, all problems are reported here. */
const JSON_LANGUAGES = ['json', 'jsonc']
const MESSAGE_LENGTH = 500

/**
 * Reports what the JSON schema cannot say: URLs that cannot be parsed, local files that cannot be sent, and values that
 * have no effect. The editor's JSON support reports the rest. Opens no local file.
 */
export class RequestFileProblems implements vscode.Disposable {
  readonly #disposables = new DisposableStore()
  readonly #collection = this.#disposables.add(vscode.languages.createDiagnosticCollection('wanVace'))
  readonly #timers = new Map<vscode.TextDocument, TimeoutTimer>()

  /** Checks a document soon, or again. */
  check(document: vscode.TextDocument): void {
    const timer = this.#timers.get(document) ?? this.#disposables.add(new TimeoutTimer())
    this.#timers.set(document, timer)
    timer.cancelAndSet(() => void this.#check(document), CHECK_DELAY_MS)
  }

  remove(document: vscode.TextDocument): void {
    this.#timers.get(document)?.dispose()
    this.#timers.delete(document)
    this.#collection.delete(document.uri)
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const { version } = document
    const file = parsedRequestFile(document)
    const found = [
      ...schemaGaps(document, file),
      ...batchProblems(document, file),
      ...warnings(document, file),
      ...(await fileProblems(document, file)),
    ]
    if (document.version === version && this.#timers.has(document)) this.#collection.set(document.uri, found)
  }
}

function schemaGaps(document: vscode.TextDocument, { problems, requests }: RequestFile): vscode.Diagnostic[] {
  const model = requests[0]?.model ?? POSE_MODEL
  const hasJsonSupport = JSON_LANGUAGES.includes(document.languageId)
  return problems
    .filter(({ issue }) => !hasJsonSupport || !isInSchema(issue))
    .map(({ issue, range }) =>
      problem(document, range, requestFileMessage(model, issue, vscode.l10n), vscode.DiagnosticSeverity.Error),
    )
}

/** At the first request of a list that is too many, or at the matrix. */
function batchProblems(document: vscode.TextDocument, file: RequestFile): vscode.Diagnostic[] {
  const text = tooManyText(file)
  const range = file.kind === 'matrix' ? file.axes[0]?.range : file.requests[MAX_BATCH_REQUESTS]?.range
  if (text === undefined || range === undefined) return []
  return [problem(document, { ...range, length: 1 }, text, vscode.DiagnosticSeverity.Error)]
}

async function fileProblems(document: vscode.TextDocument, { media }: RequestFile): Promise<vscode.Diagnostic[]> {
  const paths = media.filter((item) => isMediaPath(item.media, item.text))
  const found = await Promise.all(
    paths.map(async ({ text, media, range }) => {
      const location = await locateMedia(document.uri, text)
      const file = location.ok ? await checkMediaFile(location.uri, media) : location
      return file.ok ? [] : [problem(document, range, file.issue, vscode.DiagnosticSeverity.Error)]
    }),
  )
  return found.flat()
}

function warnings(document: vscode.TextDocument, { requests, axes, problems }: RequestFile): vscode.Diagnostic[] {
  const varied = new Map(axes.map(({ name, values }) => [name, values[0]]))
  return requests.flatMap((request) => {
    const all = requestWarnings(request.model, { ...request.values, ...Object.fromEntries(varied) })
    // With another value of the matrix, the warning may not apply.
    const constant = all.filter((warning) => !varied.has(warning.name) && !('by' in warning && varied.has(warning.by)))
    const replaced = [...request.ranges].flatMap(([name, range]) =>
      varied.has(name)
        ? [warning(document, range, vscode.l10n.t('This value is ignored: the matrix has values of {0}.', name))]
        : [],
    )
    const valid = constant.filter(({ name }) => {
      const range = request.ranges.get(name)
      return !problems.some((found) => range && contains(range, found.range))
    })
    return [...valid.flatMap((found) => valueWarning(document, request, found)), ...replaced]
  })
}

function contains(outer: TextRange, inner: TextRange): boolean {
  return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length
}

function valueWarning(
  document: vscode.TextDocument,
  { model, ranges }: FileRequest,
  found: RequestWarning,
): vscode.Diagnostic[] {
  const range = ranges.get(found.name)
  if (!range) return []
  const isIgnored = found.code.startsWith('ignored') || found.code === 'maybeIgnoredWhileOn'
  const { Warning, Information } = vscode.DiagnosticSeverity
  return [problem(document, range, warningMessage(model, found, vscode.l10n), isIgnored ? Warning : Information)]
}

function warning(document: vscode.TextDocument, range: TextRange, message: string): vscode.Diagnostic {
  return problem(document, range, message, vscode.DiagnosticSeverity.Warning)
}

function problem(
  document: vscode.TextDocument,
  range: TextRange,
  message: string,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const text = toSingleLine(message, MESSAGE_LENGTH)
  const diagnostic = new vscode.Diagnostic(new vscode.Range(...toEditorRange(document, range)), text, severity)
  diagnostic.source = 'Wan VACE'
  return diagnostic
}
