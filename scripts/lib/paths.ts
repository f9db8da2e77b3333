import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** Installed editors. Kept between runs, not committed. */
export const CACHE = join(ROOT, '.vscode-test')
/** Output of test runs and the demo: bundled tests, screenshots, videos. */
export const OUT = join(ROOT, 'out')
/** The Node.js executable of the dev dependency. */
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
