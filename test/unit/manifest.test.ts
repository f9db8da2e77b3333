import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JOB_ACTIONS } from '../../src/core/job/actions.ts'

const ROOT = join(import.meta.dirname, '..', '..')

interface MenuItem {
  readonly command?: string
  readonly submenu?: string
  readonly when?: string
}

interface Manifest {
  readonly main: string
  readonly icon: string
  readonly engines: { readonly vscode: string }
  readonly devDependencies: Readonly<Record<string, string>>
  readonly dependencies?: unknown
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[]
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[]
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> }
  }
}

const text = readFileSync(join(ROOT, 'package.json'), 'utf8')
const manifest = JSON.parse(text) as Manifest
const strings = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, string>
const { commands, menus, views, viewsContainers, viewsWelcome, configuration } = manifest.contributes
const declared = commands.map(({ command }) => command).sort()
const code = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'))
  .join('\n')
const whens = [...Object.values(menus).flat(), ...viewsWelcome].map(({ when }) => when ?? '')

describe('package.json', () => {
  it('declares the commands that the code registers, and no others', () => {
    assert.deepStrictEqual(matches(code, /\bregisterCommand\(\s*'(wanVace\.\w+)'/g), declared)
  })

  it('is right about every command that the code or a text runs', () => {
    const run = [
      ...matches(code, /executeCommand\('(wanVace\.\w+)'/g),
      ...matches(JSON.stringify(strings), /command:(wanVace\.\w+)/g),
    ]
    // The editor makes these for a view by itself.
    const own = views['wanVace']?.map(({ id }) => `${id}.focus`) ?? []
    assert.deepStrictEqual(
      run.filter((id) => !declared.includes(id) && !own.some((o) => o.startsWith(id))),
      [],
    )
  })

  it('has a menu entry only for declared commands, and a palette entry for each that needs something', () => {
    const named = Object.values(menus)
      .flat()
      .flatMap(({ command }) => command ?? [])
    assert.deepStrictEqual(
      named.filter((id) => !declared.includes(id)),
      [],
    )
    const free = ['generate', 'setApiKey', 'importJobs', 'recover', 'showLog']
    const palette = menus['commandPalette']?.map(({ command }) => command) ?? []
    assert.deepStrictEqual(
      declared.filter((id) => !palette.includes(id)),
      free.map((id) => `wanVace.${id}`).sort(),
    )
  })

  it('asks only for context keys that the code sets', () => {
    const asked = whens
      .flatMap((when) => matches(when, /(wanVace\.[a-zA-Z.]+)/g))
      .filter((key) => key !== 'wanVace.jobs')
    const set = new Set([
      ...matches(code, /contextKeys\.set\('(wanVace\.\w+)'/gi),
      ...(code.includes('contextKeys.set(`wanVace.can.') ? JOB_ACTIONS.map((id) => `wanVace.can.${id}`) : []),
    ])
    const missing = [...new Set(asked)].filter((key) => !set.has(key))
    assert.deepStrictEqual(missing, [])
  })

  it('asks tree rows only for what the code says of them', () => {
    const asked = whens.flatMap((when) => matches(when, /viewItem =~ \/;(\w+);\//g))
    assert.deepStrictEqual(
      asked.filter((action) => !JOB_ACTIONS.some((id) => id === action)),
      [],
    )
  })

  it('names views, settings and files that are there', () => {
    const viewIds = Object.values(views)
      .flat()
      .map(({ id }) => id)
    assert.deepStrictEqual(
      viewIds.filter((id) => !code.includes(`'${id}'`)),
      [],
    )
    assert.deepStrictEqual(
      viewsWelcome.filter(({ view }) => !viewIds.includes(view)),
      [],
    )
    const files = [
      manifest.icon,
      ...[...Object.values(viewsContainers), ...Object.values(views)].flat().map(({ icon }) => icon),
    ]
    assert.deepStrictEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    )
    const read = matches(code, /userSetting\('wanVace', '(\w+)'/g).map((name) => `wanVace.${name}`)
    assert.deepStrictEqual(Object.keys(configuration.properties).sort(), read)
  })

  it('lets no workspace change a setting', () => {
    const scopes = Object.values(configuration.properties).map(({ scope }) => scope)
    assert.deepStrictEqual([...new Set(scopes)], ['machine'])
  })

  it('has a text for every name, and no text without a use', () => {
    const used = matches(text, /"%([\w.]+)%"/g)
    assert.deepStrictEqual(used, Object.keys(strings).sort())
  })

  it('has types of the oldest editor it runs in, and ships no dependency', () => {
    assert.strictEqual(`^${manifest.devDependencies['@types/vscode']}`, manifest.engines.vscode)
    assert.strictEqual(manifest.dependencies, undefined)
  })
})

function matches(where: string, what: RegExp): string[] {
  return [...new Set([...where.matchAll(what)].map((match) => match[1] ?? ''))].sort()
}
