import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs npm in another folder than this project's, also from inside an npm script. The marks that `npm run` leaves in
 * the environment would make the inner npm take this project for its own; settings such as the registry stay.
 *
 * @throws with the end of npm's own words.
 */
export async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MARKS.test(name)))
  try {
    await execute('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      env,
      maxBuffer: 1e8,
      shell: process.platform === 'win32',
    })
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).slice(-2000) : String(error)
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${words}`)
  }
}

const MARKS =
  /^(npm_(package_.*|lifecycle_.*|command|execpath|node_execpath)|npm_config_(local_prefix|prefix|global|global_prefix|ignore_scripts|omit|include|dry_run|package_lock|workspaces?)|INIT_CWD)$/i
