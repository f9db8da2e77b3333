import * as vscode from 'vscode'
import { AppError, messageOf } from '../../../core/errors.ts'
import { formatPresets, MAX_PRESETS_LENGTH, type Preset, parsePresets } from '../../../core/model/presets.ts'
import { sanitizeText } from '../../../core/text/sanitize.ts'
import type { PresetStore } from './presetStore.ts'
import { presetProblemText } from './presetText.ts'

const FILE_NAME = 'wan-vace-presets.json'
const STATUS_MESSAGE_MS = 4000

/** Copies presets as JSON. */
export async function copyPresets(presets: readonly Preset[]): Promise<void> {
  await vscode.env.clipboard.writeText(formatPresets(presets))
  vscode.window.setStatusBarMessage(vscode.l10n.t('Preset copied as JSON.'), STATUS_MESSAGE_MS)
}

/** Writes presets to a file that the user chooses. */
export async function exportPresets(presets: readonly Preset[]): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Presets'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, FILE_NAME) } : {}),
    filters: { JSON: ['json'] },
  })
  if (target) await vscode.workspace.fs.writeFile(target, Buffer.from(formatPresets(presets)))
}

/** Imports the presets of a file that the user chooses. Throws `AppError('invalid')` if one of them is not valid. */
export async function importPresetFile(store: PresetStore): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Presets'),
      openLabel: vscode.l10n.t('Import'),
      filters: { JSON: ['json'] },
    })) ?? []
  if (file) await importPresets(store, await readText(file))
}

/** Imports the presets in the clipboard. Throws `AppError('invalid')` if one of them is not valid. */
export async function importCopiedPresets(store: PresetStore): Promise<void> {
  await importPresets(store, await vscode.env.clipboard.readText())
}

async function readText(file: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(file)
    if (size > MAX_PRESETS_LENGTH * 4) throw new AppError('invalid', presetProblemText({ code: 'tooLarge' }))
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('file', vscode.l10n.t('Could not read the file: {0}', sanitizeText(messageOf(error), 300)))
  }
}

/** Asks before it replaces presets. */
async function importPresets(store: PresetStore, text: string): Promise<void> {
  const parsed = parsePresets(text)
  if (!parsed.ok) throw new AppError('invalid', presetProblemText(parsed.problem))
  const known = new Set((await store.list()).map(({ name }) => name))
  const replaced = parsed.presets.filter(({ name }) => known.has(name))
  if (replaced.length > 0 && !(await confirmReplace(replaced))) return
  for (const preset of parsed.presets) await store.save(preset)
  void vscode.window.showInformationMessage(vscode.l10n.t('Imported presets: {0}', names(parsed.presets)))
}

async function confirmReplace(presets: readonly Preset[]): Promise<boolean> {
  const replace = vscode.l10n.t('Replace')
  const message = vscode.l10n.t('Replace presets with the same name: {0}?', names(presets))
  return (await vscode.window.showWarningMessage(message, { modal: true }, replace)) === replace
}

function names(presets: readonly Preset[]): string {
  return sanitizeText(presets.map(({ name }) => name).join(', '), 300)
}
