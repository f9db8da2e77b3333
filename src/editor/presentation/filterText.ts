import type { JobFilter } from '../../core/job/jobFilter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from './l10n.ts'
import { formatSetting } from './title.ts'

const MAX_TEXT_LENGTH = 40
const MAX_PARTS = 8

/** What a filter selects, as a single line without control characters: `“tango” · Favorites · #rain · seed 3`. */
export function describeFilter(filter: JobFilter, l10n: L10n): string {
  const { text = '', tags = [], favoritesOnly = false, settings = [] } = filter
  const parts = [
    text.trim() === '' ? '' : `“${toSingleLine(text, MAX_TEXT_LENGTH)}”`,
    favoritesOnly ? l10n.t('Favorites') : '',
    ...tags.map((tag) => `#${toSingleLine(tag)}`),
    ...settings.map(({ name, value }) => formatSetting(name, value, l10n)),
  ].filter((part) => part !== '')
  return [...parts.slice(0, MAX_PARTS), ...(parts.length > MAX_PARTS ? ['…'] : [])].join(' · ')
}
