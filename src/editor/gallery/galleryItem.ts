import { availableActions } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { formatBytes } from '../../core/text/format.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { GalleryItem, GalleryStrings } from '../../protocol/gallery.ts'
import { ago, jobCost } from '../presentation/format.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import type { L10n } from '../presentation/l10n.ts'
import { formatTitle } from '../presentation/title.ts'

export interface GalleryItemUrls {
  readonly src: string
  readonly thumbnail: string | undefined
}

/** Returns the tile of a job with a video. */
export function galleryItem(job: Job, hasRequest: boolean, urls: GalleryItemUrls, context: RenderContext): GalleryItem {
  const { l10n, now, locale } = context
  const { tags, isFavorite } = job.annotations
  const title = formatTitle(job, l10n)
  const facts = [
    job.videoMs === undefined ? '' : l10n.t('{0} s', (job.videoMs / 1000).toFixed(1)),
    job.file.sizeBytes === undefined ? '' : formatBytes(job.file.sizeBytes, locale),
    jobCost(job, l10n) ?? '',
    ago(now - (job.finishedAt ?? job.createdAt), context),
  ]
  const detail = facts.filter((fact) => fact !== '').join(' · ')
  const actions = availableActions(job, { hasRequest })
  const shownTags = tags.map((tag) => toSingleLine(tag))
  return {
    id: job.id,
    title,
    detail,
    tags: shownTags,
    isFavorite,
    src: urls.src,
    ...(urls.thumbnail === undefined ? {} : { thumbnail: urls.thumbnail }),
    actions: `;${[...actions].join(';')};`,
  }
}

export function galleryStrings(l10n: L10n): GalleryStrings {
  return {
    title: l10n.t('Gallery'),
    search: l10n.t('Search names, prompts, notes and tags'),
    sort: l10n.t('Sort by'),
    sorts: [
      { value: 'newest', label: l10n.t('Newest First') },
      { value: 'oldest', label: l10n.t('Oldest First') },
      { value: 'longest', label: l10n.t('Longest First') },
      { value: 'shortest', label: l10n.t('Shortest First') },
      { value: 'highestCost', label: l10n.t('Highest Cost First') },
      { value: 'lowestCost', label: l10n.t('Lowest Cost First') },
    ],
    tag: l10n.t('Tag'),
    allTags: l10n.t('All Tags'),
    favorite: l10n.t('Favorite'),
    favoritesOnly: l10n.t('Show Favorites Only'),
    count: l10n.t('{0} videos'),
    oneVideo: l10n.t('1 video'),
    selected: l10n.t('{0} selected'),
    compare: l10n.t('Compare'),
    empty: l10n.t('No videos yet. The gallery shows each video that was downloaded.'),
    newGeneration: l10n.t('New Generation'),
    noMatch: l10n.t('No videos match the filter.'),
    clearFilter: l10n.t('Clear Filter'),
  }
}
