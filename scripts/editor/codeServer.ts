import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../lib/fileLock.ts'
import { npm, runInFolder } from '../lib/npm.ts'
import { CACHE, NODE } from '../lib/paths.ts'

/** The VS Code workbench, server, and extension host from the npm package `code-server`. */
export interface CodeServer {
  /** Version of VS Code, for example `1.139.1`. */
  readonly version: string
  /** The Node.js executable that this version runs on. */
  readonly node: string
  /** The script that starts the server. */
  readonly main: string
}

export type Release = 'newest' | 'oldest'

/** Returns `oldest` if WAN_VACE_EDITOR is `oldest`, to run the same tests on the oldest supported version. */
export function requestedRelease(): Release {
  return process.env['WAN_VACE_EDITOR'] === 'oldest' ? 'oldest' : 'newest'
}

interface ReleaseVersions {
  readonly codeServer: string
  readonly vscode: string
  /** Version of Node.js that the release ships with. Default: the dev dependency. */
  readonly node?: string
}

const RELEASES: Readonly<Record<Release, ReleaseVersions>> = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1' },
  // The minimum version in package.json. VS Code 1.105 ships Node.js 22.19.0 (see `remote/.npmrc` in its repository).
  oldest: { codeServer: '4.105.1', vscode: '1.105.1', node: '22.19.0' },
}

const SERVER = join('node_modules', 'code-server', 'lib', 'vscode')

/** Returns the server of a release. Installs it on first use, which takes about 15 s and 600 MB. */
export async function getCodeServer(release: Release): Promise<CodeServer> {
  const { codeServer, vscode, node } = RELEASES[release]
  const folder = await installOnce(`server-${codeServer}`, `VS Code ${vscode} (code-server ${codeServer})`, (target) =>
    installServer(target, release),
  )
  return {
    version: vscode,
    node: node === undefined ? NODE : await getNode(node),
    main: join(folder, SERVER, 'out', 'server-main.js'),
  }
}

async function getNode(version: string): Promise<string> {
  const folder = await installOnce(`node-${version}`, `Node.js ${version}`, async (target) => {
    await npm(target, ['install', '--ignore-scripts', `node@${version}`])
    // The install script of `node` installs the platform's package.
    await runInFolder(join(target, 'node_modules', 'node'), NODE, ['installArchSpecificPackage.js'])
  })
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** Returns a folder of `.vscode-test`. If it doesn't exist, runs `install` in a new folder and renames that. */
async function installOnce(
  name: string,
  description: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(CACHE, name)
  if (existsSync(folder)) return folder
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return
    console.log(`Installing ${description} into .vscode-test…`)
    // An interrupted installation must not look complete.
    const draft = `${folder}.part`
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { recursive: true })
    // Without a package.json, npm installs into this project.
    await writeFile(join(draft, 'package.json'), JSON.stringify({ name: 'editor', private: true }))
    await install(draft)
    await rename(draft, folder)
  })
  return folder
}

async function installServer(folder: string, release: Release): Promise<void> {
  await npm(folder, ['install', '--ignore-scripts', `code-server@${RELEASES[release].codeServer}`])
  const server = join(folder, SERVER)
  if (release === 'oldest') await unpinWatcher(server)
  // Without install scripts, the native modules (spdlog, pty, watchdog) are missing. The server only logs that.
  await npm(server, ['install', '--ignore-scripts', '--omit=dev', '--no-package-lock'])
}

/** The oldest release pins `@parcel/watcher` to a Git URL. The version on npm also works. */
async function unpinWatcher(server: string): Promise<void> {
  await rm(join(server, 'npm-shrinkwrap.json'), { force: true })
  const file = join(server, 'package.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  manifest.dependencies['@parcel/watcher'] = '^2.5.1'
  await writeFile(file, JSON.stringify(manifest, null, 2))
}
