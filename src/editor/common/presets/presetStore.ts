import { createHash } from 'node:crypto'
import * as vscode from 'vscode'
import { formatPresets, type Preset, parsePresets } from '../../../core/model/presets.ts'

/**
 * The user's presets, one file each in the extension's storage, so that two windows cannot overwrite each other's. Rejects
 * with the error of the file system.
 */
export class PresetStore {
  readonly #folder: vscode.Uri

  constructor(storageUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storageUri, 'presets')
  }

  /** Sorted by name. Skips a file that this version cannot read. */
  async list(): Promise<readonly Preset[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.#folder).then(
      (found) => found,
      () => [],
    )
    const names = entries.map(([name]) => name).filter((name) => name.endsWith('.json'))
    const presets = await Promise.all(names.map((name) => this.#read(name)))
    return presets.flatMap((preset) => preset ?? []).sort((left, right) => left.name.localeCompare(right.name))
  }

  /** Replaces a preset of the same name. */
  async save(preset: Preset): Promise<void> {
    const file = this.#file(preset.name)
    const part = file.with({ path: `${file.path}.part` })
    await vscode.workspace.fs.writeFile(part, Buffer.from(formatPresets([preset])))
    await vscode.workspace.fs.rename(part, file, { overwrite: true })
  }

  async rename(preset: Preset, name: string): Promise<void> {
    if (name === preset.name) return
    await this.save({ ...preset, name })
    await this.delete(preset)
  }

  async delete({ name }: Preset): Promise<void> {
    await vscode.workspace.fs.delete(this.#file(name))
  }

  async #read(name: string): Promise<Preset | undefined> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name))
    const parsed = parsePresets(Buffer.from(bytes).toString('utf8'))
    return parsed.ok ? parsed.presets[0] : undefined
  }

  /** A name can have characters that a file name cannot have. */
  #file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`)
  }
}
