// Makes the bundles in dist/ and tells their sizes; fails where loading the extension would cost too much.
// `--watch` rebuilds on change.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as esbuild from 'esbuild'

/** What activation may load at most, in bytes, and it holds no package but our own code. */
const ACTIVATION_BYTES = 60_000

const common = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  // The licences of what is bundled stand in a file of their own, see `writeNotices`.
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
}

const configs = [
  {
    ...common,
    entryPoints: {
      extension: 'src/extension.ts',
      sandbox: 'src/sandbox/main.ts',
      sandboxVideo: 'src/sandbox/video/videoWorker.ts',
    },
    outdir: 'dist',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    // Bundled CommonJS packages (undici) call require() for node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  },
  {
    ...common,
    entryPoints: {
      preview: 'src/webview/preview/main.ts',
      // A sheet of its own: components load it once more into their shadow trees.
      codicon: 'node_modules/@vscode/codicons/dist/codicon.css',
    },
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'chrome138',
    loader: { '.ttf': 'file' },
  },
]

/** An output and all that it imports statically: what loading it loads. */
function loadedWith(outputs, file, seen = new Set()) {
  if (seen.has(file) || outputs[file] === undefined) return seen
  seen.add(file)
  for (const { kind, path } of outputs[file].imports) if (kind === 'import-statement') loadedWith(outputs, path, seen)
  return seen
}

/** Bytes of these outputs, and the packages that are in them. */
function costOf(outputs, files) {
  const bytes = [...files].reduce((sum, file) => sum + outputs[file].bytes, 0)
  const packages = new Set(
    [...files].flatMap((file) => Object.keys(outputs[file].inputs)).flatMap((i) => packageOf(i) ?? []),
  )
  return { bytes, packages: [...packages] }
}

function packageOf(input) {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`
}

/** Tells the size of every entry and chunk; throws where activation loads too much. */
function report(outputs) {
  for (const [file, output] of Object.entries(outputs)) {
    if (file.endsWith('.map') || !output.entryPoint) continue
    const { bytes, packages } = costOf(outputs, loadedWith(outputs, file))
    const name = file.includes('/chunks/') ? `  on use: ${basename(file).replace(/-\w+\.js$/, '')}` : basename(file)
    console.log(`${name.padEnd(28)}${kB(bytes)} with what it imports`)
    if (basename(file) !== 'extension.js') continue
    if (bytes > ACTIVATION_BYTES) throw new Error(`extension.js is larger than ${ACTIVATION_BYTES} bytes.`)
    if (packages.length > 0) throw new Error(`Activation loads ${packages.join(', ')}.`)
  }
}

/** Puts the licences of all that was bundled beside the bundles. */
function writeNotices(packages) {
  const notices = packages.sort().map((name) => {
    const folder = join('node_modules', name)
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const texts = readdirSync(folder).filter((file) => /^(licen[sc]e|notice|copying)/i.test(file))
    if (texts.length === 0) throw new Error(`${name} has no licence file to ship.`)
    return [`${name} ${version}`, ...texts.map((file) => readFileSync(join(folder, file), 'utf8').trim())].join('\n\n')
  })
  writeFileSync('dist/THIRD_PARTY_NOTICES.txt', `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
}

if (existsSync('dist')) rmSync('dist', { recursive: true })
if (process.argv.includes('--watch')) {
  for (const config of configs) await (await esbuild.context(config)).watch()
} else {
  const results = await Promise.all(configs.map((config) => esbuild.build(config)))
  for (const { metafile } of results) report(metafile.outputs)
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  writeNotices([...new Set(inputs.flatMap((input) => packageOf(input) ?? []))])
}
