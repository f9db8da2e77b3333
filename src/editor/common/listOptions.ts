import * as vscode from 'vscode'
import { isEmptyFilter, JOB_GROUPINGS, type JobFilter, type JobGrouping } from '../../core/job/jobFilter.ts'
import type { ContextKeys } from './contextKeys.ts'

const GROUPING_KEY = 'wanVace.list.grouping'
const FILTER_KEY = 'wanVace.list.filter'

/** How the Generations view groups and filters its rows. Stored for each workspace. */
export class ListOptions implements vscode.Disposable {
  readonly #memento: vscode.Memento
  readonly #contextKeys: ContextKeys
  readonly #onDidChange = new vscode.EventEmitter<void>()
  readonly onDidChange = this.#onDidChange.event

  constructor(memento: vscode.Memento, contextKeys: ContextKeys) {
    this.#memento = memento
    this.#contextKeys = contextKeys
    this.#updateContextKey()
  }

  get grouping(): JobGrouping {
    const stored: unknown = this.#memento.get(GROUPING_KEY)
    return JOB_GROUPINGS.find((grouping) => grouping === stored) ?? 'batch'
  }

  get filter(): JobFilter {
    return parseFilter(this.#memento.get(FILTER_KEY))
  }

  async setGrouping(grouping: JobGrouping): Promise<void> {
    await this.#memento.update(GROUPING_KEY, grouping)
    this.#onDidChange.fire()
  }

  async setFilter(filter: JobFilter): Promise<void> {
    await this.#memento.update(FILTER_KEY, isEmptyFilter(filter) ? undefined : filter)
    this.#updateContextKey()
    this.#onDidChange.fire()
  }

  dispose(): void {
    this.#onDidChange.dispose()
  }

  #updateContextKey(): void {
    this.#contextKeys.set('wanVace.isFiltered', !isEmptyFilter(this.filter))
  }
}

/** Another version of the extension may have stored anything. */
function parseFilter(stored: unknown): JobFilter {
  const { text, tags, favoritesOnly, settings } = (stored ?? {}) as Readonly<Record<string, unknown>>
  return {
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(tags) ? { tags: tags.filter((tag) => typeof tag === 'string') } : {}),
    ...(favoritesOnly === true ? { favoritesOnly } : {}),
    ...(Array.isArray(settings) ? { settings: settings.filter(isSettingValue) } : {}),
  }
}

function isSettingValue(setting: unknown): setting is NonNullable<JobFilter['settings']>[number] {
  const { name, value } = (setting ?? {}) as Readonly<Record<string, unknown>>
  return typeof name === 'string' && ['string', 'number', 'boolean'].includes(typeof value)
}
