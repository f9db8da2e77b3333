import { toSingleLine } from '../../core/text/sanitize.ts'
import type { CompareTile, CompareView } from '../../protocol/compare.ts'
import type { VideoFacts } from '../common/videoFacts.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { playbackStrings } from '../presentation/playbackStrings.ts'
import { formatTitle } from '../presentation/title.ts'
import type { ComparedFile, ComparedJob, ComparedSource, CompareInput } from './compareInput.ts'
import { compareStrings } from './compareStrings.ts'
import { describeParameters, differingParameters } from './differences.ts'
import { matrixOf } from './matrix.ts'

type Timing = Pick<NonNullable<CompareTile['video']>, 'frames' | 'framesPerSecond'>

const MAX_TITLE_LENGTH = 120
const MAX_URL_LENGTH = 200
/** The ID of the tile of the source video. */
export const SOURCE_TILE = 'source'

/** What the page shows of a comparison. */
export function compareView({ jobs, source, axes }: CompareInput, language: DisplayLanguage): CompareView {
  const requests = jobs.map(({ request }) => request)
  const names = differingParameters(requests)
  const matrix = axes && matrixOf(requests, axes, language)
  const results = jobs.map((compared, index): CompareTile => {
    const rows = describeParameters(compared.request, names, language)
    const title = source ? language.l10n.t('Result') : titleOf(compared, names, language.l10n)
    return { ...tileOf(compared, title, language.l10n), rows, ...matrix?.places[index] }
  })
  return {
    tiles: source ? [sourceTile(source, language.l10n), ...results] : results,
    ...(matrix ? { matrix: matrix.labels } : {}),
    strings: compareStrings(language.l10n),
    playback: playbackStrings(language.l10n),
  }
}

/** The title of the tab. */
export function compareTitle({ jobs, source }: CompareInput, l10n: L10n): string {
  const job = jobs[0]?.job
  if (source === undefined) return l10n.t('Compare {0} Generations', jobs.length)
  return job ? l10n.t('Source and Result: {0}', toSingleLine(formatTitle(job, l10n), 40)) : l10n.t('Source and Result')
}

/** Empty if the rows of the tile say what distinguishes the job. */
function titleOf({ job }: ComparedJob, differing: readonly string[], l10n: L10n): string {
  if (job === undefined) return l10n.t('Removed generation')
  return differing.length > 0 ? '' : toSingleLine(formatTitle(job, l10n), MAX_TITLE_LENGTH)
}

function tileOf({ id, job, file }: ComparedJob, title: string, l10n: L10n): CompareTile {
  const base = { id, title, rows: [] }
  if (job === undefined) return { ...base, notice: { text: l10n.t('This generation was removed.') } }
  const { isFavorite } = job.annotations
  if (file !== undefined) return { ...base, ...fileParts(file, l10n), isFavorite }
  if (job.state !== 'completed') return { ...base, notice: { text: l10n.t('This generation has no video.') } }
  if (job.file.state === 'none' || job.file.state === 'downloading') {
    return { ...base, notice: { text: l10n.t('Downloading the video…') } }
  }
  const action = { id: 'downloadAgain', label: l10n.t('Download Again') } as const
  return { ...base, notice: { text: l10n.t('The video is not on this computer.'), action } }
}

function sourceTile({ file, url, isDownloading }: ComparedSource, l10n: L10n): CompareTile {
  const base = { id: SOURCE_TILE, title: l10n.t('Source'), rows: [] }
  if (file !== undefined) return { ...base, ...fileParts(file, l10n) }
  if (url === undefined) {
    return { ...base, notice: { text: l10n.t("The original request isn't available on this computer.") } }
  }
  if (isDownloading) return { ...base, notice: { text: l10n.t('Downloading the video…') } }
  const action = { id: 'downloadSource', label: l10n.t('Download Source') } as const
  const text = l10n.t('The source video is not on this computer: {0}', toSingleLine(url, MAX_URL_LENGTH))
  return { ...base, notice: { text, action } }
}

function fileParts(
  { url, facts, sizeBytes = 0, isUnplayable }: ComparedFile,
  l10n: L10n,
): Pick<CompareTile, 'video' | 'notice'> {
  if (facts === 'reading') return { notice: { text: l10n.t('Reading the video…') } }
  const timing = facts && timingOf(facts)
  if (facts === undefined || timing === undefined || isUnplayable) {
    const text = l10n.t('The editor cannot play this video. It may be damaged or use an unsupported codec.')
    return { notice: { text } }
  }
  const { width = 0, height = 0 } = facts
  return { video: { src: url, width, height, sizeBytes, ...timing } }
}

function timingOf({ frames = 0, exactFramesPerSecond }: VideoFacts): Timing | undefined {
  // Equal rates are equal numbers.
  const framesPerSecond = Math.round(exactFramesPerSecond * 1e5) / 1e5
  return frames > 0 && framesPerSecond > 0 && framesPerSecond <= 1000 ? { frames, framesPerSecond } : undefined
}
