import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import licenses from 'spdx-license-list/full.js'

/** A work that a bundled package contains in compiled form. Its license is not among the package's files. */
interface LinkedWork {
  readonly name: string
  /** An SPDX identifier. */
  readonly license: 'MIT' | 'CC0-1.0' | 'MPL-1.1'
  readonly copyright?: string
  /** Where the source code is available. */
  readonly source: string
}

/** By package. Sources: the README of h264-mp4-encoder, "How does it work?"; the repository of undici, `deps/llhttp`. */
const LINKED: Readonly<Record<string, readonly LinkedWork[]>> = {
  'h264-mp4-encoder': [
    { name: 'minih264', license: 'CC0-1.0', source: 'https://github.com/lieff/minih264' },
    { name: 'libmp4v2', license: 'MPL-1.1', source: 'https://github.com/TrevorSundberg/h264-mp4-encoder (libmp4v2)' },
    {
      name: 'Emscripten',
      license: 'MIT',
      copyright: 'Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.',
      source: 'https://github.com/emscripten-core/emscripten',
    },
    {
      name: 'musl',
      license: 'MIT',
      copyright: 'Copyright © 2005-2020 Rich Felker, et al.',
      source: 'https://musl.libc.org',
    },
  ],
  undici: [
    {
      name: 'llhttp',
      license: 'MIT',
      copyright: 'Copyright Fedor Indutny, 2018.',
      source: 'https://github.com/nodejs/llhttp',
    },
  ],
}

const LICENSE_FILE = /^(licen[sc]e|notice|copying)/i
/** The start of a WebAssembly module, in base64 and as bytes in a string. */
const WEB_ASSEMBLY = /AGFzbQ|\\0asm|\\x00asm/
const SEPARATOR = `\n\n${'-'.repeat(80)}\n\n`

/**
 * Returns the licenses of the packages that `inputs`, the bundled files, belong to, and of what these packages link. Throws
 * if one of them has no license, or contains compiled code and is not in the table.
 */
export function thirdPartyNotices(inputs: readonly string[], root: string): string {
  const packages = [...new Set(inputs.flatMap((input) => packageOf(input) ?? []))].sort()
  for (const input of inputs) requireKnownOrigin(input, root)
  return `${packages.flatMap((name) => noticesOf(name, root)).join(SEPARATOR)}\n`
}

/** The name of the package that a bundled file belongs to; undefined for a file of our own. */
export function packageOf(input: string): string | undefined {
  // Not only at the start: `node_modules` can be a link to another folder.
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]
}

function requireKnownOrigin(input: string, root: string): void {
  const name = packageOf(input)
  // esbuild replaces files that are not for browsers with empty ones.
  if (input.startsWith('(disabled):')) return
  if (name === undefined || LINKED[name] !== undefined || !/\.(?:[cm]?js|wasm)$/.test(input)) return
  const isCompiled = input.endsWith('.wasm') || WEB_ASSEMBLY.test(readFileSync(join(root, input), 'utf8'))
  if (isCompiled) throw new Error(`${input} contains compiled code. Add what it links to scripts/lib/notices.ts.`)
}

function noticesOf(name: string, root: string): string[] {
  const folder = join(root, 'node_modules', name)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => LICENSE_FILE.test(file)) : []
  if (files.length === 0) throw new Error(`${name} has no license file.`)
  const own = [`${name} ${version}`, ...files.map((file) => readFileSync(join(folder, file), 'utf8').trim())]
  return [own.join('\n\n'), ...(LINKED[name] ?? []).map((work) => linkedNotice(work, name))]
}

function linkedNotice({ name, license, copyright, source }: LinkedWork, user: string): string {
  const entry = licenses[license]
  if (entry === undefined) throw new Error(`${license} is not in the list of licenses.`)
  const text = entry.licenseText.replace('Copyright (c) <year> <copyright holders>', copyright ?? '')
  return `${name} (in ${user})\n\nSource code: ${source}\nLicense: ${entry.name}\n\n${text.trim()}`
}
