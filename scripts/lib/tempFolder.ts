import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

/** Creates a temporary folder. It is deleted when this process exits, at the latest. */
export async function makeTempFolder(purpose: string): Promise<string> {
  if (!process.listeners('exit').includes(removeAll)) process.on('exit', removeAll)
  const folder = await mkdtemp(join(tmpdir(), `wan-vace-${purpose}-`))
  folders.add(folder)
  return folder
}

/** Deletes a folder. Retries, because a process that is exiting may still write to it. */
export async function removeTempFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  folders.delete(folder)
}

function removeAll(): void {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    } catch {
      // The operating system cleans up its temporary folder.
    }
  }
}
