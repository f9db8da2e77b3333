import * as vscode from 'vscode'
import type { RequestValues } from '../../../core/job/job.ts'
import type { Model } from '../../../core/model/parameter.ts'
import { BUILT_IN_PRESETS, type Preset } from '../../../core/model/presets.ts'
import { sanitizeText } from '../../../core/text/sanitize.ts'
import { PresetStore } from './presetStore.ts'
import { presetSummary } from './presetText.ts'
import { copyPresets, exportPresets, importCopiedPresets, importPresetFile } from './presetTransfer.ts'
import { askPresetName, savePreset } from './savePreset.ts'

/** The form or the quick pick, whose values a preset has or changes. */
export interface PresetTarget {
  readonly model: Model
  /** The valid values that a preset can have: no local files. */
  readonly values: RequestValues
  apply(preset: Preset): void
}

/** Undefined closes the list. Otherwise, it is shown again. */
type Choice = (() => Promise<unknown>) | undefined
type Item = vscode.QuickPickItem & { readonly choose?: () => Promise<unknown>; readonly preset?: Preset }

const RENAME = { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename…') }
const COPY = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy as JSON') }
const DELETE = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete') }

/** Shows the presets, to apply, save, rename, delete and share them, until the user applies one or presses Escape. */
export async function showPresets(storageUri: vscode.Uri, target: PresetTarget): Promise<void> {
  const store = new PresetStore(storageUri)
  for (;;) {
    const own = (await store.list()).filter(({ model }) => model === target.model.id)
    const next = await pick(store, target, own)
    if (!next) return
    await next()
  }
}

/** Returns what to do before the list is shown again, or undefined if the user is done. */
function pick(store: PresetStore, target: PresetTarget, own: readonly Preset[]): Promise<Choice> {
  const quickPick = vscode.window.createQuickPick<Item>()
  quickPick.title = vscode.l10n.t('Presets')
  quickPick.placeholder = vscode.l10n.t('Select a preset to apply. Values that it does not have stay as they are.')
  quickPick.matchOnDetail = true
  // The input that was open before gives the focus back to the editor, which can happen after this one is shown.
  quickPick.ignoreFocusOut = true
  quickPick.items = [
    separator(vscode.l10n.t('Built-In')),
    ...builtInPresets()
      .filter(({ model }) => model === target.model.id)
      .map((preset) => ({ ...presetItem(preset), buttons: [COPY] })),
    ...(own.length > 0 ? [separator(vscode.l10n.t('Your Presets'))] : []),
    ...own.map((preset) => ({ ...presetItem(preset), buttons: [RENAME, COPY, DELETE] })),
    separator(''),
    actionItem('save', vscode.l10n.t('Save Values as Preset…'), () => savePreset(store, target.model, target.values)),
    actionItem('clippy', vscode.l10n.t('Import Presets from Clipboard'), () => importCopiedPresets(store)),
    actionItem('folder-opened', vscode.l10n.t('Import Presets from File…'), () => importPresetFile(store)),
    ...(own.length > 0
      ? [actionItem('export', vscode.l10n.t('Export Presets to File…'), () => exportPresets(own))]
      : []),
  ]
  return new Promise((resolve) => {
    const close = (choice: Choice) => {
      resolve(choice)
      quickPick.dispose()
    }
    quickPick.onDidAccept(() => {
      const [item] = quickPick.selectedItems
      if (item?.preset) target.apply(item.preset)
      if (item) close(item.preset ? undefined : item.choose)
    })
    quickPick.onDidTriggerItemButton(({ item: { preset }, button }) => {
      if (preset && button === COPY) void copyPresets([preset])
      if (preset && button === RENAME) close(() => rename(store, preset))
      if (preset && button === DELETE) close(() => confirmDelete(store, preset))
    })
    quickPick.onDidHide(() => close(undefined))
    quickPick.show()
  })
}

function builtInPresets(): readonly Preset[] {
  const { draft, bestQuality } = BUILT_IN_PRESETS
  return [
    { name: vscode.l10n.t('Draft'), ...draft },
    { name: vscode.l10n.t('Best Quality'), ...bestQuality },
  ]
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}

function presetItem(preset: Preset): Item {
  return { label: sanitizeText(preset.name), detail: presetSummary(preset), preset }
}

function actionItem(icon: string, label: string, choose: () => Promise<unknown>): Item {
  return { label, iconPath: new vscode.ThemeIcon(icon), alwaysShow: true, choose }
}

async function rename(store: PresetStore, preset: Preset): Promise<void> {
  const name = await askPresetName(store, vscode.l10n.t('Rename Preset'), preset.name)
  if (name !== undefined) await store.rename(preset, name)
}

async function confirmDelete(store: PresetStore, preset: Preset): Promise<void> {
  const remove = vscode.l10n.t('Delete')
  const message = vscode.l10n.t('Delete the preset “{0}”?', sanitizeText(preset.name))
  if ((await vscode.window.showWarningMessage(message, { modal: true }, remove)) === remove) await store.delete(preset)
}
