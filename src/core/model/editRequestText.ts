import { applyEdits, createScanner, type Edit, getNodeValue, modify, type Node, parseTree } from 'jsonc-parser'
import type { RequestValues } from '../job/job.ts'

export interface EditOptions {
  /** The position of the request in a list; undefined if the file has one request. */
  readonly index: number | undefined
  readonly tabSize: number
  readonly insertSpaces: boolean
}

/**
 * Sets the values of a request in the text of a request file, and removes those that are undefined. Keeps comments, the
 * order and all other properties. Returns the text unchanged if it is not valid JSON with comments, or has no such
 * request.
 */
export function editRequestText(text: string, changes: RequestValues, options: EditOptions): string {
  return Object.entries(changes).reduce((current, [name, value]) => setValue(current, name, value, options), text)
}

function setValue(text: string, name: string, value: unknown, options: EditOptions): string {
  const object = requestNode(text, options.index)
  if (!object) return text
  const property = (object.children ?? []).findLast(({ children }) => children?.[0]?.value === name)
  const current = property?.children?.[1]
  if (current && JSON.stringify(getNodeValue(current)) === JSON.stringify(value)) return text
  if (value === undefined) return property ? applyEdits(text, removal(text, object, property)) : text
  const path = options.index === undefined ? [name] : [options.index, name]
  const { tabSize, insertSpaces } = options
  const formattingOptions = { tabSize, insertSpaces, eol: text.includes('\r\n') ? '\r\n' : '\n' }
  const last = property ? undefined : object.children?.at(-1)
  const comments = last ? endOfLineComment(text, last.offset + last.length) : undefined
  if (!last || !comments) return applyEdits(text, modify(text, path, value, { formattingOptions }))
  // jsonc-parser would insert the property before the comment, which belongs to the last one.
  const indent = /[^\S\n]*$/.exec(text.slice(0, last.offset))?.[0] ?? ''
  const json = JSON.stringify(value, undefined, insertSpaces ? tabSize : '\t').replaceAll('\n', `\n${indent}`)
  const inserted = `\n${indent}${JSON.stringify(name)}: ${json}${comments.hasComma ? ',' : ''}`
  const comma: Edit[] = comments.hasComma ? [] : [{ offset: last.offset + last.length, length: 0, content: ',' }]
  const content = inserted.replaceAll('\n', formattingOptions.eol)
  return applyEdits(text, [...comma, { offset: comments.end, length: 0, content }])
}

function requestNode(text: string, index: number | undefined): Node | undefined {
  const errors: { readonly offset: number }[] = []
  const root = parseTree(text, errors as never[], { allowTrailingComma: true })
  if (errors.length > 0) return undefined
  const node = index === undefined ? root : root?.type === 'array' ? root.children?.[index] : undefined
  return node?.type === 'object' ? node : undefined
}

/** Removes a property, and its comma if that leaves valid JSON. The comments around it stay. */
function removal(text: string, object: Node, property: Node): Edit[] {
  const end = property.offset + property.length
  const comma = triviaAfter(text, end).comma
  const siblings = object.children ?? []
  const previous = siblings[siblings.indexOf(property) - 1]
  const previousEnd = previous && previous.offset + previous.length
  // The last property of an object without comments takes the comma before it along.
  if (comma === undefined && previousEnd !== undefined && /^\s*,\s*$/.test(text.slice(previousEnd, property.offset))) {
    return [{ offset: previousEnd, length: end - previousEnd, content: '' }]
  }
  const lineStart = text.lastIndexOf('\n', property.offset - 1) + 1
  const isAlone = text.slice(lineStart, property.offset).trim() === '' && /^,?[^\S\n]*\n/.test(text.slice(end))
  if (isAlone && (comma === undefined || comma === end)) {
    return [{ offset: lineStart, length: text.indexOf('\n', end) + 1 - lineStart, content: '' }]
  }
  const edits: Edit[] = [{ offset: property.offset, length: property.length, content: '' }]
  return comma === undefined ? edits : [...edits, { offset: comma, length: 1, content: '' }]
}

/** The end of a comment that follows on the same line, after a comma or not. Undefined if there is none. */
function endOfLineComment(
  text: string,
  from: number,
): { readonly end: number; readonly hasComma: boolean } | undefined {
  const { comma, comments } = triviaAfter(text, from)
  const own = comments.filter(({ line }) => line === 0)
  const end = own.at(-1)?.end
  return end === undefined ? undefined : { end: Math.max(end, (comma ?? -1) + 1), hasComma: comma !== undefined }
}

/** The comma after a value, and the comments between the value and the next token, with their line after the value. */
function triviaAfter(text: string, from: number) {
  const scanner = createScanner(text, false)
  scanner.setPosition(from)
  let comma: number | undefined
  let line = 0
  const comments: { readonly end: number; readonly line: number }[] = []
  for (;;) {
    scanner.scan()
    const [offset, length] = [scanner.getTokenOffset(), scanner.getTokenLength()]
    const token = text.slice(offset, offset + length)
    if (token === ',' && comma === undefined) comma = offset
    else if (/^\/[/*]/.test(token)) comments.push({ end: offset + length, line })
    else if (token === '' || token.trim() !== '') return { comma, comments }
    line += token.split('\n').length - 1
  }
}
