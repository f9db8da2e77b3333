import { join } from 'node:path'
import { DEFAULT_SETTINGS, writeUserSettings } from './userSettings.ts'

export interface DesktopOptions {
  /** Holds user data, global storage, and logs. */
  readonly dataDir: string
  readonly workspace: string
  /** User settings in addition to `DEFAULT_SETTINGS`. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Writes the user settings of a desktop VS Code, and returns the arguments that start it with its own user data. */
export async function prepareDesktop({ dataDir, workspace, settings }: DesktopOptions): Promise<string[]> {
  await writeUserSettings(join(dataDir, 'User'), { ...DEFAULT_SETTINGS, ...settings })
  return [
    workspace,
    `--user-data-dir=${dataDir}`,
    `--extensions-dir=${join(dataDir, 'extensions')}`,
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}
