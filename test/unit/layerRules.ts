// Who may import whom: see docs/architecture.md.
import type { ICruiseOptions, IFlattenedRuleSet, IForbiddenRuleType } from 'dependency-cruiser'

interface Layer {
  /** Other folders and files in src/. */
  readonly src: readonly string[]
  readonly packages: readonly string[]
  readonly node?: boolean
}

/** The folders of src/ and what they may import besides themselves: other folders or files, packages, Node.js. */
const LAYERS: Readonly<Record<string, Layer>> = {
  core: { src: [], packages: ['zod', 'jsonc-parser'] },
  api: { src: ['core/'], packages: ['zod', 'undici'], node: true },
  jobs: {
    src: ['core/', 'api/client.ts', 'api/errors.ts', 'api/transport/resultFetch.ts'],
    packages: ['zod'],
    node: true,
  },
  protocol: { src: ['core/'], packages: ['zod'] },
  editor: { src: ['jobs/', 'api/', 'core/', 'protocol/'], packages: ['vscode', 'mediabunny'], node: true },
  webview: {
    src: ['protocol/', 'core/'],
    packages: ['zod', 'lit', '@vscode-elements/elements', '@vscode/codicons', 'mediabunny', '@blazediff/ssim'],
  },
  sandbox: { src: [], packages: ['h264-mp4-encoder'], node: true },
}

/** The folders of editor/ that every surface may import. */
const SHARED_BY_SURFACES = '^src/editor/(common|connection|presentation)/|^src/editor/[^/]+\\.ts$'

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function layerRule([name, { src, packages, node = false }]: [string, Layer]): IForbiddenRuleType {
  const ownFiles = [`${name}/`, ...src].map((path) => `^src/${escaped(path)}`)
  const modules = packages.map((module) => `^${escaped(module)}(/|$)|(^|/)node_modules/${escaped(module)}/`)
  return {
    name: `${name}-imports`,
    comment: `${name}/ may import only ${[`${name}/`, ...src, ...packages, ...(node ? ['Node.js'] : [])].join(', ')}.`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { pathNot: [...ownFiles, ...modules, '\\.css$'], ...(node ? { dependencyTypesNot: ['core'] } : {}) },
  }
}

export const RULES: IFlattenedRuleSet = {
  forbidden: [
    ...Object.entries(LAYERS).map(layerRule),
    {
      name: 'surfaces-apart',
      comment: 'A surface of editor/ does not import another surface.',
      severity: 'error',
      from: { path: '^src/editor/([^/]+)/' },
      to: { path: '^src/editor/', pathNot: ['^src/editor/$1/', SHARED_BY_SURFACES] },
    },
    {
      name: 'vscode-only-in-editor',
      comment: 'Only editor/, main.ts and extension.ts import vscode.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|(main|extension)\\.ts$)' },
      to: { path: '^vscode$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
}

export const OPTIONS: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  // TypeScript 7 has no JavaScript API; swc also sees type-only imports.
  parser: 'swc',
  externalModuleResolutionStrategy: 'node_modules',
  enhancedResolveOptions: {
    extensions: ['.ts', '.js', '.mjs', '.css'],
    conditionNames: ['import', 'node', 'default'],
  },
}
