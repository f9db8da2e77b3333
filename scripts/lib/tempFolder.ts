import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const present = new Set<string>()

/** Makes a folder of its own for `purpose`; it is gone when this process ends, at the latest. */
export async function makeTempFolder(purpose: string): Promise<string> {
  if (!process.listeners('exit').includes(removeAll)) process.on('exit', removeAll)
  const folder = await mkdtemp(join(tmpdir(), `wan-vace-${purpose}-`))
  present.add(folder)
  return folder
}

/** Deletes a folder, patiently: what wrote into it may be dying still. */
export async function removeTempFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  present.delete(folder)
}

function removeAll(): void {
  for (const folder of present) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    } catch {
      // The system's own cleaning of its temporary folder does the rest.
    }
  }
}
