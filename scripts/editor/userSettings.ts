import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Merges into the `settings.json` of a `User` folder. `undefined` takes a setting away. */
export async function writeUserSettings(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, 'settings.json')
  const present = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {}
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify({ ...present, ...settings }, null, 2))
}
