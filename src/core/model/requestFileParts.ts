import { getNodeValue, type Node } from 'jsonc-parser'
import { mediaPathOrUrlIssue, trimMediaText } from './mediaPath.ts'
import { findModel } from './models.ts'
import { editableParameters, findParameter, type Model } from './parameter.ts'
import { POSE_MODEL } from './poseModel.ts'
import { validateValues } from './request.ts'
import type {
  FileMedia,
  FileRequest,
  MatrixAxis,
  RequestFileIssue,
  RequestFileProblem,
  TextRange,
} from './requestFile.ts'
import type { ValidationIssue } from './validationIssue.ts'

/** What the parts of a file add while they are read. */
export interface RequestFileReader {
  readonly problems: RequestFileProblem[]
  readonly media: FileMedia[]
}

export interface Property {
  readonly key: Node
  readonly value: Node
}

/** The properties of an object that have a value. Of two with the same name, the last one counts. */
export function propertiesOf(object: Node): ReadonlyMap<string, Property> {
  const properties = (object.children ?? []).flatMap(({ children }): [string, Property][] => {
    const [key, value] = children ?? []
    return key && value ? [[String(key.value), { key, value }]] : []
  })
  return new Map(properties)
}

/** Returns the pose model if the file has none, or one that is not known. */
export function readModel(properties: ReadonlyMap<string, Property>, reader?: RequestFileReader): Model {
  const node = properties.get('model')?.value
  const model = node ? findModel(String(node.value)) : POSE_MODEL
  if (node && !model) report(reader, { code: 'unknownModel' }, node)
  return model ?? POSE_MODEL
}

/** Returns the request of an object. A required parameter can be one of `axes`, which only an object with `matrix` has. */
export function readRequest(
  object: Node,
  reader: RequestFileReader,
  axes?: readonly MatrixAxis[],
): FileRequest | undefined {
  if (object.type !== 'object') {
    report(reader, { code: 'notAnObject' }, object)
    return undefined
  }
  const properties = propertiesOf(object)
  const model = axes === undefined ? readModel(properties, reader) : readModel(properties)
  const others = [...properties].filter(([name]) => name !== 'model' && !(name === 'matrix' && axes !== undefined))
  const values = Object.fromEntries(others.map(([name, { value }]) => [name, getNodeValue(value) as unknown]))
  for (const issue of issuesOf(model, values)) {
    const property = properties.get(issue.name)
    if (property) report(reader, issue, nodeOfIssue(property, issue))
    else if (!axes?.some(({ name }) => name === issue.name)) report(reader, issue, { ...object, length: 1 })
  }
  for (const [name, { value }] of others) addMedia(model, name, value, reader)
  const ranges = new Map(others.map(([name, { value }]) => [name, rangeOf(value)]))
  return { model, values, range: rangeOf(object), ranges }
}

export function readAxes(model: Model, matrix: Node, reader: RequestFileReader): readonly MatrixAxis[] {
  const properties = matrix.type === 'object' ? propertiesOf(matrix) : new Map<string, Property>()
  if (properties.size === 0) report(reader, { code: 'invalidMatrix' }, matrix)
  return [...properties].map(([name, { key, value }]): MatrixAxis => {
    const items = value.type === 'array' ? (value.children ?? []) : []
    const isParameter = editableParameters(model).some((parameter) => parameter.name === name)
    if (!isParameter) report(reader, { code: 'unknownParameter', name }, key)
    else if (items.length === 0) report(reader, { code: 'invalidAxis', name }, value)
    const seen = new Set<string>()
    for (const item of items) {
      const itemValue: unknown = getNodeValue(item)
      const text = JSON.stringify(itemValue)
      if (seen.has(text)) report(reader, { code: 'duplicateValue', name }, item)
      seen.add(text)
      if (!isParameter) continue
      const issue = issuesOf(model, { [name]: itemValue }).find((found) => found.name === name)
      if (issue) report(reader, issue, nodeOfIssue({ key, value: item }, issue))
      addMedia(model, name, item, reader)
    }
    return { name, values: items.map((item): unknown => getNodeValue(item)), range: rangeOf(value) }
  })
}

/** The same issues as those of the form, but an empty value is not the same as none, and a media can be a local file. */
function issuesOf(model: Model, values: Readonly<Record<string, unknown>>): readonly ValidationIssue[] {
  const trimmed = Object.entries(values).map(([name, value]) => {
    const parameter = findParameter(model, name)
    if (!parameter || !('media' in parameter)) return [name, value]
    const trim = (item: unknown) => (typeof item === 'string' ? trimMediaText(item) : item)
    return [name, Array.isArray(value) ? value.map(trim) : trim(value)]
  })
  const validation = validateValues(model, Object.fromEntries(trimmed), mediaPathOrUrlIssue)
  return validation.ok ? [] : validation.issues
}

function nodeOfIssue({ key, value }: Property, issue: ValidationIssue): Node {
  if (issue.code === 'unknownParameter') return key
  const item = issue.code === 'invalidUrl' && issue.item !== undefined ? value.children?.[issue.item - 1] : undefined
  return item ?? value
}

function addMedia(model: Model, name: string, value: Node, { media }: RequestFileReader): void {
  const parameter = findParameter(model, name)
  if (!parameter || !('media' in parameter)) return
  for (const node of parameter.kind === 'urlList' ? (value.children ?? []) : [value]) {
    if (node.type !== 'string') continue
    media.push({ name, media: parameter.media, text: trimMediaText(String(node.value)), range: rangeOf(node) })
  }
}

function report(reader: RequestFileReader | undefined, issue: RequestFileIssue, { offset, length }: TextRange): void {
  reader?.problems.push({ issue, range: { offset, length } })
}

function rangeOf({ offset, length }: TextRange): TextRange {
  return { offset, length }
}
