// Bundles the extension into dist/ and prints the size of each bundle. Fails if activation would load too much code.
// `--watch` rebuilds on each change.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as esbuild from 'esbuild'
import { packageOf, thirdPartyNotices } from './scripts/lib/notices.ts'
import { requestFileSchema } from './src/core/model/jsonSchema.ts'

/** The most that activation may load, which other extensions wait for. */
const ACTIVATION_LIMIT_BYTES = 2000
/** The most that is loaded in every window after activation. */
const START_LIMIT_BYTES = 70_000

const common = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  // `thirdPartyNotices` collects the licenses of bundled packages in a file.
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
}

/** What activation loads is one file: each further one takes as long to load as all of its code. */
const mainIsSeparate = {
  name: 'main-is-separate',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.js', external: true }))
  },
}

const webview = {
  ...common,
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'chrome138',
  loader: { '.ttf': 'file' },
}

const configs = [
  {
    ...common,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['vscode'],
    plugins: [mainIsSeparate],
  },
  {
    ...common,
    entryPoints: {
      main: 'src/main.ts',
      sandbox: 'src/sandbox/main.ts',
      sandboxVideo: 'src/sandbox/video/videoWorker.ts',
      checkpointWorker: 'src/jobs/store/checkpointWorker.ts',
    },
    outdir: 'dist',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    // Its main file is UMD, which cannot be bundled.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    // Bundled CommonJS packages (undici) call require() for Node.js modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  },
  // One page each, so that what pages share does not become files that a page loads before it is shown.
  ...['compare', 'preview'].map((page) => ({
    ...webview,
    entryPoints: { [page]: `src/webview/${page}/main.ts` },
    // What decodes and encodes videos is loaded on first use: imported scripts inherit the nonce of the page's script.
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  })),
  {
    ...webview,
    entryPoints: {
      form: 'src/webview/form/main.ts',
      spending: 'src/webview/spending/main.ts',
      gallery: 'src/webview/gallery/main.ts',
      // A separate style sheet, because components also load it into their shadow trees.
      codicon: 'node_modules/@vscode/codicons/dist/codicon.css',
    },
    format: 'iife',
  },
]

/** Returns the file and every output that it imports statically, which are loaded with it. */
function staticImports(outputs, file, found = new Set()) {
  if (found.has(file) || outputs[file] === undefined) return found
  found.add(file)
  for (const { kind, path } of outputs[file].imports)
    if (kind === 'import-statement') staticImports(outputs, path, found)
  return found
}

/** Returns the total size of outputs, and the packages that they contain. */
function measure(outputs, files) {
  const bytes = [...files].reduce((sum, file) => sum + outputs[file].bytes, 0)
  const inputs = [...files].flatMap((file) => Object.keys(outputs[file].inputs))
  return { bytes, packages: [...new Set(inputs.flatMap((input) => packageOf(input) ?? []))] }
}

function formatKilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`
}

/** Prints the size of every entry point and lazy chunk. Throws if a window loads too much when it starts. */
function reportSizes(outputs) {
  for (const [file, output] of Object.entries(outputs)) {
    if (file.endsWith('.map') || !output.entryPoint) continue
    const size = measure(outputs, staticImports(outputs, file))
    const name = file.includes('/chunks/') ? `  lazy: ${basename(file).replace(/-\w+\.js$/, '')}` : basename(file)
    console.log(`${name.padEnd(28)}${formatKilobytes(size.bytes)} with its imports`)
    if (output.entryPoint === 'src/extension.ts') checkLimit(name, size, ACTIVATION_LIMIT_BYTES)
    if (output.entryPoint === 'src/main.ts') checkLimit(name, size, START_LIMIT_BYTES)
  }
}

function checkLimit(name, { bytes, packages }, limit) {
  if (bytes > limit) throw new Error(`${name} loads ${bytes} bytes. The limit is ${limit} bytes.`)
  if (packages.length > 0) throw new Error(`${name} loads packages: ${packages.join(', ')}.`)
}

/** Writes the JSON schema of request files, which `package.json` contributes. */
function writeSchema() {
  mkdirSync('dist', { recursive: true })
  writeFileSync('dist/request.schema.json', `${JSON.stringify(requestFileSchema())}\n`)
}

async function build() {
  const results = await Promise.all(configs.map((config) => esbuild.build(config)))
  for (const { metafile } of results) reportSizes(metafile.outputs)
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  writeFileSync('dist/THIRD_PARTY_NOTICES.txt', thirdPartyNotices(inputs, '.'))
}

/** Rebuilds on each change. The problem matcher in .vscode/tasks.json reads the lines that this prints. */
async function watch() {
  let running = 0
  const report = {
    name: 'report',
    setup({ onStart, onEnd }) {
      onStart(() => {
        if (running++ === 0) console.log('[watch] build started')
      })
      onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`)
          if (location !== null) console.error(`    ${location.file}:${location.line}:${location.column + 1}:`)
        }
        if (--running === 0) console.log('[watch] build finished')
      })
    },
  }
  const options = { logLevel: 'silent' }
  const contexts = await Promise.all(
    configs.map((config) => esbuild.context({ ...config, ...options, plugins: [...(config.plugins ?? []), report] })),
  )
  await Promise.all(contexts.map((context) => context.watch()))
}

if (existsSync('dist')) rmSync('dist', { recursive: true })
writeSchema()
await (process.argv.includes('--watch') ? watch() : build())
