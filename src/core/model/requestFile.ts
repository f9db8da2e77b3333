import type { RequestValues } from '../job/job.ts'
import type { Media, Model } from './parameter.ts'
import type { ValidationIssue } from './validationIssue.ts'

/** A part of a text, in UTF-16 units. */
export interface TextRange {
  readonly offset: number
  readonly length: number
}

/** Why a request file cannot be used. `editor/presentation/requestFileMessages.ts` makes the message. */
export type RequestFileIssue =
  | ValidationIssue
  /** The text is not JSON with comments, or is nested too deeply. */
  | { readonly code: 'syntax' }
  | { readonly code: 'tooLarge' }
  /** The file has neither a request nor a list of requests. */
  | { readonly code: 'notARequest' }
  /** An item of the list is not an object. */
  | { readonly code: 'notAnObject' }
  | { readonly code: 'emptyList' }
  | { readonly code: 'unknownModel' }
  /** `matrix` is not an object, or has no parameter. */
  | { readonly code: 'invalidMatrix' }
  /** A parameter of `matrix` has no list of values, or an empty one. */
  | { readonly code: 'invalidAxis'; readonly name: string }
  /** A parameter of `matrix` has a value twice. */
  | { readonly code: 'duplicateValue'; readonly name: string }

export interface RequestFileProblem {
  readonly issue: RequestFileIssue
  readonly range: TextRange
}

/** A request as it is in the file. It can be sent if the file has no problems. */
export interface FileRequest {
  readonly model: Model
  /** By the API's names, without `model` and `matrix`. A video or image may be the path of a local file. */
  readonly values: RequestValues
  /** The object. */
  readonly range: TextRange
  /** The values of the object, by name. */
  readonly ranges: ReadonlyMap<string, TextRange>
}

/** A parameter that a matrix varies, in the order of the file. */
export interface MatrixAxis {
  readonly name: string
  readonly values: readonly unknown[]
  readonly range: TextRange
}

/** A text that says where a video or image is: a URL, a `data:` URI or the path of a local file, valid or not. */
export interface FileMedia {
  readonly name: string
  readonly media: Media
  /** Without surrounding white space. */
  readonly text: string
  /** With the quotes. */
  readonly range: TextRange
}

/**
 * - `request`: one object, in `requests[0]`.
 * - `list`: an array of objects.
 * - `matrix`: an object with `matrix`. `requests[0]` has the common values, and `axes` is not empty unless there are
 *   problems. A value of an axis replaces a common value.
 */
export type RequestFileKind = 'request' | 'list' | 'matrix'

export interface RequestFile {
  readonly kind: RequestFileKind
  /** Empty if the file has none. */
  readonly requests: readonly FileRequest[]
  readonly axes: readonly MatrixAxis[]
  readonly media: readonly FileMedia[]
  /** In the order of the file. Nothing can be sent unless this is empty. */
  readonly problems: readonly RequestFileProblem[]
}

/** Whether the JSON schema of request files rejects what has this issue, so that an editor with the schema reports it. */
export function isInSchema(issue: RequestFileIssue): boolean {
  if (issue.code === 'invalidUrl') return issue.url.code !== 'malformed'
  return issue.code !== 'notANumber' && issue.code !== 'tooLarge'
}

/** Whether `text` is the name or path of a request file. */
export function isRequestFileName(text: string): boolean {
  return text.endsWith('.wanvace.json')
}
