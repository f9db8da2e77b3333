// Makes the bundles in dist/. `--production` minifies; `--watch` rebuilds on change.
import { rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import * as esbuild from 'esbuild'

const production = process.argv.includes('--production')
const watch = process.argv.includes('--watch')

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
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
      sandboxVideo: 'src/sandbox/video/worker.ts',
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

/** Bytes of an entry and of everything it imports statically: what loading it costs. */
function staticSize(outputs, file, seen = new Set()) {
  if (seen.has(file)) return 0
  seen.add(file)
  const output = outputs[file]
  if (!output) return 0
  return output.imports
    .filter((i) => i.kind === 'import-statement')
    .reduce((sum, i) => sum + staticSize(outputs, i.path, seen), output.bytes)
}

rmSync('dist', { recursive: true, force: true })
for (const config of configs) {
  if (watch) {
    const context = await esbuild.context(config)
    await context.watch()
    continue
  }
  const { metafile } = await esbuild.build(config)
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint || !statSync(file).isFile()) continue
    const kB = (staticSize(metafile.outputs, file) / 1000).toFixed(1)
    console.log(`${basename(file).padEnd(16)} ${kB.padStart(8)} kB with its static imports`)
  }
}
