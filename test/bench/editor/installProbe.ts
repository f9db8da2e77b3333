import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { installFolder } from '../../../scripts/editor/installExtension.ts'
import { OUT, ROOT } from '../../../scripts/lib/paths.ts'

const MANIFEST = {
  name: 'bench-probe',
  publisher: 'wan-vace',
  version: '0.0.1',
  engines: { vscode: '^1.105.0' },
  main: './dist/probe.cjs',
  activationEvents: ['onStartupFinished'],
  extensionKind: ['workspace'],
}

/** Builds the probe and installs it into an editor's data folder. Call it before the first start of the editor. */
export async function installProbe(dataDir: string): Promise<void> {
  const folder = join(OUT, 'bench', 'probe')
  await mkdir(join(folder, 'dist'), { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify(MANIFEST))
  await build({
    entryPoints: [join(ROOT, 'test', 'bench', 'editor', 'probe.ts')],
    outfile: join(folder, 'dist', 'probe.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  })
  await installFolder(folder, dataDir)
}
