import * as vscode from 'vscode'
import type { JobFilter, SettingValue } from '../../core/job/jobFilter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ListOptions } from '../common/listOptions.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { formatSetting } from '../presentation/title.ts'

const MAX_TEXT_LENGTH = 200

/** A condition of the filter. */
interface ConditionItem extends vscode.QuickPickItem {
  readonly condition?: JobFilter
}

/** "Filter": shows only the generations with a text, tags, favorites or settings. Nothing selected clears the filter. */
export async function filterJobs({ jobs }: ExtensionServices, options: ListOptions): Promise<void> {
  const { filter } = options
  const items = conditionItems(filter, jobs.tags(), jobs.settingValues())
  const picked = await pickConditions(items, filter)
  if (picked !== undefined) await options.setFilter(merge(picked))
}

/** One item for each condition that some job fulfills, and for each that is part of the filter now. */
function conditionItems(
  filter: JobFilter,
  knownTags: readonly string[],
  knownSettings: readonly SettingValue[],
): ConditionItem[] {
  const tags = [...new Set([...(filter.tags ?? []), ...knownTags])]
  const settings = uniqueSettings([...(filter.settings ?? []), ...knownSettings])
  return [
    ...(filter.text === undefined ? [] : [textItem(filter.text)]),
    {
      label: vscode.l10n.t('Favorites'),
      iconPath: new vscode.ThemeIcon('star-full'),
      condition: { favoritesOnly: true },
    },
    ...(tags.length > 0 ? [separator(vscode.l10n.t('tags'))] : []),
    ...tags.map((tag) => ({ label: sanitizeText(`#${tag}`), condition: { tags: [tag] } })),
    ...(settings.length > 0 ? [separator(vscode.l10n.t('parameters'))] : []),
    ...settings.map((setting) => ({
      label: sanitizeText(formatSetting(setting.name, setting.value, vscode.l10n)),
      description: sanitizeText(setting.name),
      condition: { settings: [setting] },
    })),
  ]
}

function textItem(text: string): ConditionItem {
  const label = vscode.l10n.t('Contains “{0}”', sanitizeText(text, 60))
  return { label, iconPath: new vscode.ThemeIcon('whole-word'), alwaysShow: true, condition: { text } }
}

/** Returns the selected conditions; undefined if the user cancels. */
function pickConditions(items: readonly ConditionItem[], filter: JobFilter): Promise<JobFilter[] | undefined> {
  const { promise, resolve } = Promise.withResolvers<JobFilter[] | undefined>()
  const pick = vscode.window.createQuickPick<ConditionItem>()
  pick.title = vscode.l10n.t('Filter Generations')
  pick.placeholder = vscode.l10n.t('Type a text, or select what to show')
  pick.canSelectMany = true
  pick.matchOnDescription = true
  pick.items = items
  pick.selectedItems = items.filter(({ condition }) => condition !== undefined && includes(filter, condition))
  let checked = pick.selectedItems
  pick.onDidChangeSelection((selected) => {
    checked = selected
  })
  pick.onDidChangeValue((value) => {
    const typed = value.trim() === '' ? [] : [textItem(value.trim().slice(0, MAX_TEXT_LENGTH))]
    const others = items.filter(({ condition }) => condition?.text === undefined || typed.length === 0)
    const kept = checked.filter(({ condition }) => condition?.text === undefined || typed.length === 0)
    pick.items = [...typed, ...others]
    // Enter filters by the text that was typed.
    pick.selectedItems = [...typed, ...kept]
  })
  pick.onDidAccept(() => {
    resolve(pick.selectedItems.map(({ condition }) => condition ?? {}))
    pick.hide()
  })
  pick.onDidHide(() => {
    resolve(undefined)
    pick.dispose()
  })
  pick.show()
  return promise
}

/** All conditions in one filter. */
function merge(conditions: readonly JobFilter[]): JobFilter {
  const text = conditions.find((condition) => condition.text !== undefined)?.text
  return {
    ...(text === undefined ? {} : { text }),
    tags: conditions.flatMap(({ tags = [] }) => tags),
    favoritesOnly: conditions.some(({ favoritesOnly }) => favoritesOnly),
    settings: conditions.flatMap(({ settings = [] }) => settings),
  }
}

/** Whether a condition is part of a filter. */
function includes(filter: JobFilter, { text, tags = [], favoritesOnly, settings = [] }: JobFilter): boolean {
  const [tag] = tags
  const [setting] = settings
  if (text !== undefined) return filter.text === text
  if (favoritesOnly) return filter.favoritesOnly === true
  if (tag !== undefined) return filter.tags?.includes(tag) === true
  return setting !== undefined && filter.settings?.some((each) => isSame(each, setting)) === true
}

function uniqueSettings(settings: readonly SettingValue[]): SettingValue[] {
  return settings.filter((setting, index) => settings.findIndex((each) => isSame(each, setting)) === index)
}

function isSame(a: SettingValue, b: SettingValue): boolean {
  return a.name === b.name && a.value === b.value
}

function separator(label: string): ConditionItem {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}
