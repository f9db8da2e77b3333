import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** User settings of every editor that the scripts start. They turn off network requests, prompts, and animations. */
export const DEFAULT_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
}

/** Merges settings into `settings.json` in a `User` folder. `undefined` removes a setting. */
export async function writeUserSettings(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, 'settings.json')
  const current = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {}
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify({ ...current, ...settings }, null, 2))
}
