import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

const SRC = join(import.meta.dirname, '..', '..', 'src')

/** What of our own a room may import. `api` is open to `jobs` by its contracts only, not by its doing. */
const ROOMS: Readonly<Record<string, readonly RegExp[]>> = {
  core: [/^core\//],
  api: [/^api\//, /^core\//],
  jobs: [/^jobs\//, /^core\//, /^api\/(client|errors|transport\/resultFetch)\.ts$/],
  protocol: [/^protocol\//, /^core\//],
  editor: [/^editor\//, /^jobs\//, /^api\//, /^core\//, /^protocol\//],
  webview: [/^webview\//, /^protocol\//, /^core\//],
  sandbox: [/^sandbox\//],
  'extension.ts': [/^editor\//],
}

/** What else a room may import. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  core: /^zod$/,
  api: /^(zod|undici(\/.*)?|node:.*)$/,
  jobs: /^(zod|node:.*)$/,
  protocol: /^zod(\/mini)?$/,
  editor: /^(vscode|mediabunny|node:.*)$/,
  webview: /^(zod(\/mini)?|lit(\/.*)?|@vscode-elements\/.*|@vscode\/codicons\/.*)$/,
  sandbox: /^(h264-mp4-encoder|node:.*)$/,
  'extension.ts': /^vscode$/,
}

interface Import {
  readonly from: string
  readonly to: string
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => name.replaceAll(sep, '/'))
const imports = files.flatMap(importsOf)
const ours = imports.filter(({ to }) => to.startsWith('.')).map(({ from, to }) => ({ from, to: resolved(from, to) }))

describe('the rooms of src/', () => {
  it('has files and imports to look at', () => assert.ok(files.length > 100 && imports.length > 300))

  it('import of each other only what DESIGN allows', () => {
    const wrong = ours.filter(({ from, to }) => !ROOMS[roomOf(from)]?.some((allowed) => allowed.test(to)))
    assert.deepStrictEqual(wrong, [])
  })

  it('import of the outside only what they are for', () => {
    const wrong = imports.filter(({ from, to }) => !to.startsWith('.') && !OUTSIDE[roomOf(from)]?.test(to))
    assert.deepStrictEqual(wrong, [])
  })

  it('keeps the surfaces of editor/ apart: they share only common/, connection/ and presentation/', () => {
    const shared = /^editor\/(?:common|connection|presentation)\//
    const folderOf = (file: string) => /^editor\/\w+\//.exec(file)?.[0]
    const wrong = ours.filter(({ from, to }) => {
      const [source, target] = [folderOf(from), folderOf(to)]
      return source !== undefined && target !== undefined && source !== target && !shared.test(to)
    })
    assert.deepStrictEqual(wrong, [])
  })

  it('has no cycle of imports', () => assert.deepStrictEqual(cycles(ours), []))

  it('keeps files under 250 lines', () => {
    const long = files.filter((file) => lines(file) > 250)
    assert.deepStrictEqual(long, [])
  })
})

function importsOf(from: string): Import[] {
  const text = readFileSync(join(SRC, from), 'utf8')
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...found].map((match) => ({ from, to: match[1] ?? match[2] ?? match[3] ?? '' }))
}

function resolved(from: string, to: string): string {
  return relative(SRC, join(SRC, dirname(from), to)).replaceAll(sep, '/')
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function lines(file: string): number {
  return readFileSync(join(SRC, file), 'utf8').trimEnd().split('\n').length
}

/** Depth first: a file met again on the way down closes a cycle. */
function cycles(edges: readonly Import[]): string[] {
  const next = Map.groupBy(edges, ({ from }) => from)
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...way, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return found
}
