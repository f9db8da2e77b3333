import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODELS } from '../../src/core/model/models.ts'
import { PARAMETER_GROUPS } from '../../src/core/model/parameter.ts'
import { ROOT } from './paths.ts'

/** A string that users can read, and where it comes from. */
export interface UserString {
  /** A file, with the line for source code, or the name of a parameter. */
  readonly source: string
  readonly text: string
}

/** A call of `l10n.t`. Its first argument must be a literal, so that tools find it. */
const CALL = /\bl10n\s*\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")?/g

/** Calls that translate a label from the parameter tables, which `parameterStrings` lists. */
const TABLE_CALL = /^l10n\.t\((?:(?:parameter|model)\.(?:label|help)|PARAMETER_GROUPS\b)/

/** Returns all strings of the manifest, the source code and the parameter tables. */
export function collectUserStrings(): UserString[] {
  return [...manifestStrings(), ...codeStrings(), ...parameterStrings()]
}

/** Returns the calls of `l10n.t` whose text is neither a literal nor from the parameter tables, as `file:line`. */
export function unlistedCalls(): string[] {
  return sourceCalls()
    .filter(({ text, call }) => text === undefined && !TABLE_CALL.test(call))
    .map(({ source }) => source)
}

function manifestStrings(): UserString[] {
  const strings = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, string>
  return Object.entries(strings).map(([key, text]) => ({ source: `package.nls.json ${key}`, text }))
}

function codeStrings(): UserString[] {
  return sourceCalls().flatMap(({ source, text }) => (text === undefined ? [] : [{ source, text }]))
}

function sourceCalls(): { readonly source: string; readonly text: string | undefined; readonly call: string }[] {
  const folder = join(ROOT, 'src', 'editor')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return files.sort().flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    return [...code.matchAll(CALL)].map((match) => {
      const literal = match[1] ?? match[2]
      return {
        source: `src/editor/${file}:${code.slice(0, match.index).split('\n').length}`,
        text: literal?.replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character)),
        call: code.slice(match.index, match.index + 60),
      }
    })
  })
}

function parameterStrings(): UserString[] {
  const groups = PARAMETER_GROUPS.map(({ id, label }) => ({ source: `parameter group ${id}`, text: label }))
  const parameters = MODELS.flatMap((model) => [
    { source: `model ${model.id}`, text: model.label },
    ...model.parameters.flatMap(({ name, label, help }) => [
      { source: `parameter ${name}, label`, text: label },
      { source: `parameter ${name}, help`, text: help },
    ]),
  ])
  return [...groups, ...parameters]
}
