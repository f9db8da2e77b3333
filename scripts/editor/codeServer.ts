import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../lib/fileLock.ts'
import { npm, runElsewhere } from '../lib/npm.ts'
import { CACHE, NODE } from '../lib/paths.ts'

/** The real VS Code workbench, server and extension host, as the npm package `code-server` carries them. */
export interface CodeServer {
  /** Version of VS Code, as `1.139.1`. */
  readonly version: string
  /** The Node program that this version wants. */
  readonly node: string
  /** The script that starts the server. */
  readonly main: string
}

export type Release = 'newest' | 'floor'

/** `floor` where WAN_VACE_EDITOR says so: the same tests then run on the oldest editor that is promised. */
export function wantedRelease(): Release {
  return process.env['WAN_VACE_EDITOR'] === 'floor' ? 'floor' : 'newest'
}

const RELEASES = {
  newest: { package: '4.139.1', version: '1.139.1', node: undefined },
  // The oldest VS Code that package.json allows. Its extension host wants Node 22.
  floor: { package: '4.105.1', version: '1.105.1', node: '22' },
} as const

/** Returns the server of a release, after installing it (about 15 s and 600 MB, once) if need be. */
export async function getCodeServer(release: Release): Promise<CodeServer> {
  const wanted = RELEASES[release]
  const home = join(CACHE, `server-${wanted.package}`)
  if (!existsSync(home)) {
    await withLock(`${home}.lock`, async () => {
      if (existsSync(home)) return
      console.log(`Installing VS Code ${wanted.version} (code-server ${wanted.package}) into .vscode-test, once…`)
      // Under another name until it is whole: a run that is cut off leaves nothing that looks finished.
      const draft = `${home}.part`
      await rm(draft, { recursive: true, force: true })
      await install(draft, release)
      await rename(draft, home)
    })
  }
  return {
    version: wanted.version,
    node: wanted.node === undefined ? NODE : join(home, 'node_modules', 'node', 'bin', 'node'),
    main: join(home, SERVER, 'out', 'server-main.js'),
  }
}

const SERVER = join('node_modules', 'code-server', 'lib', 'vscode')

async function install(folder: string, release: Release): Promise<void> {
  const wanted = RELEASES[release]
  await mkdir(folder, { recursive: true })
  // A package of its own, so that npm does not climb up to this project.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'editor', private: true }))
  await npm(folder, ['install', '--ignore-scripts', `code-server@${wanted.package}`])
  const server = join(folder, SERVER)
  if (release === 'floor') await loosenFloor(server)
  // Without scripts no native module is compiled; what is missing (spdlog, pty, watchdog) only costs log lines.
  await npm(server, ['install', '--ignore-scripts', '--omit=dev', '--no-package-lock'])
  if (wanted.node !== undefined) {
    await npm(folder, ['install', '--ignore-scripts', `node@${wanted.node}`])
    // What its install script would do, had scripts been allowed: fetch the platform's own package.
    await runElsewhere(join(folder, 'node_modules', 'node'), NODE, ['installArchSpecificPackage.js'])
  }
}

/** The floor pins `@parcel/watcher` to a git address; the same from npm does. */
async function loosenFloor(server: string): Promise<void> {
  await rm(join(server, 'npm-shrinkwrap.json'), { force: true })
  const file = join(server, 'package.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  manifest.dependencies['@parcel/watcher'] = '^2.5.1'
  await writeFile(file, JSON.stringify(manifest, null, 2))
}
