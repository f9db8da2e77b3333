import { API_DOCUMENTS, type ApiDocument } from './apiDocuments.ts'
import type { NumberParameter, Parameter } from './parameter.ts'

/** Returns the parameter as a document lists it. Returns undefined if the document does not list it. */
export function documentedParameter(parameter: Parameter, document: ApiDocument): Parameter | undefined {
  const facts = parameter.documents?.[document]
  // The table gives an enum only facts of an enum, and so on; a test checks this.
  return facts === false ? undefined : ({ ...parameter, ...facts } as Parameter)
}

/** Whether a document lists a value that is valid by the table. The document must list the parameter. */
export function listsValue(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'enum':
      return typeof value === 'string' && parameter.values.includes(value)
    case 'integer':
    case 'number':
      return typeof value === 'number' && isInRange(parameter, value)
    case 'urlList':
      return Array.isArray(value) && value.length >= parameter.minItems && value.length <= parameter.maxItems
    default:
      return true
  }
}

/** Returns the default of each document once, the current one first. Empty if none is documented. */
export function documentedDefaults(parameter: Parameter): readonly (string | number)[] {
  const defaults = API_DOCUMENTS.toReversed().map((document) => {
    const documented = documentedParameter(parameter, document)
    return documented && 'default' in documented ? documented.default : undefined
  })
  return [...new Set(defaults.filter((value) => value !== undefined))]
}

function isInRange({ min = -Infinity, max = Infinity }: NumberParameter, value: number): boolean {
  return value >= min && value <= max
}
