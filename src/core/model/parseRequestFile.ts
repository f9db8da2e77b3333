import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import type { MatrixAxis, RequestFile, RequestFileKind, TextRange } from './requestFile.ts'
import { propertiesOf, type RequestFileReader, readAxes, readModel, readRequest } from './requestFileParts.ts'

/** Room for several images as `data:` URIs. Keeps a hostile file from blocking the editor for seconds. */
const MAX_LENGTH = 10_000_000

/**
 * Reads a request file: JSON with comments and trailing commas. Reads as much as it can of a text with problems. Never
 * throws.
 */
export function parseRequestFile(text: string): RequestFile {
  if (text.length > MAX_LENGTH) return unreadable({ offset: 0, length: 1 }, 'tooLarge')
  const errors: ParseError[] = []
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true })
    if (!root) return unreadable({ offset: 0, length: text.length }, 'syntax')
    const problems = errors.map(({ offset, length }) => ({
      issue: { code: 'syntax' } as const,
      range: { offset, length },
    }))
    return readRoot(root, { problems, media: [] })
  } catch (error) {
    // The parser recurses, and a hostile text can be nested 100,000 levels deep.
    if (error instanceof RangeError) return unreadable({ offset: 0, length: text.length }, 'syntax')
    throw error
  }
}

function readRoot(root: Node, reader: RequestFileReader): RequestFile {
  if (root.type === 'array') {
    const items = root.children ?? []
    if (items.length === 0) reader.problems.push({ issue: { code: 'emptyList' }, range: rangeOf(root) })
    const requests = items.flatMap((item) => readRequest(item, reader) ?? [])
    return finish(reader, 'list', requests, [])
  }
  if (root.type !== 'object') return unreadable(root, 'notARequest')
  const properties = propertiesOf(root)
  const model = readModel(properties, reader)
  const matrix = properties.get('matrix')?.value
  const axes = matrix && readAxes(model, matrix, reader)
  const request = readRequest(root, reader, axes ?? [])
  return finish(reader, axes ? 'matrix' : 'request', request ? [request] : [], axes ?? [])
}

function finish(
  { problems, media }: RequestFileReader,
  kind: RequestFileKind,
  requests: RequestFile['requests'],
  axes: readonly MatrixAxis[],
): RequestFile {
  return { kind, requests, axes, media: media.toSorted(byOffset), problems: problems.toSorted(byOffset) }
}

function byOffset(a: { readonly range: TextRange }, b: { readonly range: TextRange }): number {
  return a.range.offset - b.range.offset
}

function unreadable({ offset, length }: TextRange, code: 'syntax' | 'notARequest' | 'tooLarge'): RequestFile {
  const problem = { issue: { code }, range: { offset, length } }
  return { kind: 'request', requests: [], axes: [], media: [], problems: [problem] }
}

function rangeOf({ offset, length }: TextRange): TextRange {
  return { offset, length }
}
