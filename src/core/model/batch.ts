import { type BatchAxis, coordinatesOf } from '../job/batch.ts'
import type { FileRequest, RequestFile } from './requestFile.ts'

/** The most requests of a batch: a typing error in a matrix must not become a large bill. */
export const MAX_BATCH_REQUESTS = 100

/** A request of a batch as it is in its file: a video or image may be the path of a local file. */
export type BatchItem = Pick<FileRequest, 'model' | 'values'>

type Expandable = Pick<RequestFile, 'requests' | 'axes'>

/** The number of requests that a file makes: of its list, or one for each combination of its matrix. */
export function requestCount({ requests, axes }: Expandable): number {
  return axes.reduce((product, { values }) => product * values.length, requests.length)
}

/** The axes of the file's matrix. */
export function axesOf({ axes }: Pick<RequestFile, 'axes'>): readonly BatchAxis[] {
  return axes.map(({ name, values }) => ({ name, values }))
}

/**
 * Returns the requests of a file in the order in which they are sent: those of a list, or every combination of a matrix with
 * the common values, the last axis first. `coordinatesOf` returns the values of one. Throws `RangeError` if there are more
 * than `MAX_BATCH_REQUESTS`.
 */
export function expandRequests(file: Expandable): readonly BatchItem[] {
  const count = requestCount(file)
  if (count > MAX_BATCH_REQUESTS)
    throw new RangeError(`A batch has at most ${MAX_BATCH_REQUESTS} requests, not ${count}.`)
  const { requests, axes } = file
  const [common] = requests
  if (axes.length === 0 || common === undefined) return requests
  return Array.from({ length: count }, (_, position) => {
    const coordinates = coordinatesOf(axes, position)
    const own = axes.map(({ name }, index) => [name, coordinates[index]] as const)
    return { model: common.model, values: { ...common.values, ...Object.fromEntries(own) } }
  })
}
