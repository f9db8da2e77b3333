import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** Editors and their user data; kept between runs, never committed. */
export const CACHE = join(ROOT, '.vscode-test')
/** What a run leaves behind: bundles of tests, screenshots, reports. */
export const OUT = join(ROOT, 'out')
/** The Node of the dev dependency, whatever runs this. */
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
