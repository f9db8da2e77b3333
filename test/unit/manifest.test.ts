import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JOB_ACTIONS } from '../../src/core/job/actions.ts'
import { defaultValuesSchema } from '../../src/core/model/jsonSchema.ts'
import { POSE_MODEL } from '../../src/core/model/poseModel.ts'
import { ACTION_ICONS, actionLabels } from '../../src/editor/presentation/actionLabels.ts'
import { NEEDS_KEY } from '../../src/editor/presentation/jobRow.ts'

const ROOT = join(import.meta.dirname, '..', '..')

interface SettingContribution {
  readonly scope?: string
  readonly markdownDescription: string
  readonly properties?: unknown
}

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
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string }
        readonly completionEvents: readonly string[]
      }[]
    }[]
    readonly configuration: {
      readonly properties: Readonly<Record<string, SettingContribution>>
    }
  }
}

const text = readFileSync(join(ROOT, 'package.json'), 'utf8')
const manifest = JSON.parse(text) as Manifest
const strings = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, string>
const { commands, menus, views, viewsContainers, viewsWelcome, configuration, walkthroughs } = manifest.contributes
const declared = commands.map(({ command }) => command).sort()
const code = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'))
  .join('\n')
const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
const whens = [
  ...[...Object.values(menus).flat(), ...viewsWelcome].map(({ when }) => when ?? ''),
  ...events.filter((event) => event.startsWith('onContext:')),
]

describe('package.json', () => {
  it('declares the commands that the code registers, and no others', () => {
    assert.deepStrictEqual(matches(code, /\bregister(?:ForJobs?|ForFile)?\(\s*'(wanVace\.\w+)'/g), declared)
  })

  it('declares every command that the code or a text runs', () => {
    const run = [
      ...matches(code, /executeCommand\('(wanVace\.\w+)'/g),
      ...matches(JSON.stringify(strings), /command:(wanVace\.\w+)/g),
      ...matches(events.join(' '), /onCommand:(wanVace\.\w+)/g),
    ]
    // The editor adds these for every view.
    const own = views['wanVace']?.map(({ id }) => `${id}.focus`) ?? []
    assert.deepStrictEqual(
      run.filter((id) => !declared.includes(id) && !own.some((o) => o.startsWith(id))),
      [],
    )
  })

  it('has menu items only for declared commands, and a palette condition for each command that is not always available', () => {
    const named = Object.values(menus)
      .flat()
      .flatMap(({ command }) => command ?? [])
    assert.deepStrictEqual(
      named.filter((id) => !declared.includes(id)),
      [],
    )
    const free = [
      'getStarted',
      'newGeneration',
      'generate',
      'setApiKey',
      'importJobs',
      'recover',
      'showSpending',
      'openSettings',
      'showLog',
    ]
    const palette = menus['commandPalette']?.map(({ command }) => command) ?? []
    assert.deepStrictEqual(
      declared.filter((id) => !palette.includes(id)),
      free.map((id) => `wanVace.${id}`).sort(),
    )
  })

  it('uses only context keys that the code sets', () => {
    // What follows `==` is the ID of a view, a webview or a custom editor.
    const asked = whens.flatMap((when) => matches(when, /(?<!== )(wanVace\.[a-zA-Z.]+)/g))
    const set = new Set([
      ...matches(code, /contextKeys\.set\('(wanVace\.\w+)'/gi),
      ...(code.includes('contextKeys.set(`wanVace.can.') ? JOB_ACTIONS.map((id) => `wanVace.can.${id}`) : []),
    ])
    const missing = [...new Set(asked)].filter((key) => !set.has(key))
    assert.deepStrictEqual(missing, [])
  })

  it('labels job actions as their commands are labeled', () => {
    const l10n = { t: (message: string) => message }
    const inCode = JOB_ACTIONS.map((id) => [actionLabels(l10n)[id], `$(${ACTION_ICONS[id]})`])
    const inManifest = JOB_ACTIONS.map((id) => {
      const command = commands.find(({ command }) => command === `wanVace.${id}`)
      return [strings[command?.title.replaceAll('%', '') ?? ''], command?.icon]
    })
    assert.deepStrictEqual(inCode, inManifest)
  })

  it('uses only job actions in conditions for tree items', () => {
    const asked = whens.flatMap((when) => matches(when, /viewItem =~ \/;(\w+);\//g))
    assert.deepStrictEqual(
      asked.filter((action) => action !== NEEDS_KEY && !JOB_ACTIONS.some((id) => id === action)),
      [],
    )
  })

  it('refers to existing views, settings and files', () => {
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
      ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      manifest.icon,
      ...[...Object.values(viewsContainers), ...Object.values(views)].flat().map(({ icon }) => icon),
    ]
    assert.deepStrictEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    )
    const read = matches(code, /userSetting\('wanVace', '([\w.]+)'/g).map((name) => `wanVace.${name}`)
    assert.deepStrictEqual(Object.keys(configuration.properties).sort(), read)
  })

  it('describes the default values as the parameter table does', () => {
    assert.deepStrictEqual(
      configuration.properties['wanVace.defaultValues']?.properties,
      defaultValuesSchema(POSE_MODEL),
      'Copy what `defaultValuesSchema(POSE_MODEL)` returns to package.json.',
    )
  })

  it('lets no workspace change a setting', () => {
    const scopes = Object.values(configuration.properties).map(({ scope }) => scope)
    assert.deepStrictEqual([...new Set(scopes)], ['machine'])
  })

  it('says in every setting where a remote window shows it', () => {
    const descriptions = Object.values(configuration.properties).map(
      ({ markdownDescription }) => strings[markdownDescription.replaceAll('%', '')] ?? '',
    )
    const link =
      'In a remote window, this setting is on the Remote tab: select [Open Settings](command:wanVace.openSettings).'
    assert.deepStrictEqual(
      descriptions.filter((description) => !description.endsWith(link)),
      [],
    )
  })

  it('has a string for every key, and no unused string', () => {
    const used = matches(text, /"%([\w.]+)%"/g)
    assert.deepStrictEqual(used, Object.keys(strings).sort())
  })

  it('uses the types of the oldest supported editor, and has no runtime dependency', () => {
    assert.strictEqual(`^${manifest.devDependencies['@types/vscode']}`, manifest.engines.vscode)
    assert.strictEqual(manifest.dependencies, undefined)
  })
})

function matches(where: string, what: RegExp): string[] {
  return [...new Set([...where.matchAll(what)].map((match) => match[1] ?? ''))].sort()
}
