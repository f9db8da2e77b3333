import type { PreviewMainArea } from '../../protocol/preview.ts'
import type { L10n } from '../presentation/l10n.ts'
import { notice, truncate } from './notice.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

const DEFAULT_ASPECT_RATIO = 16 / 9

type VideoArea = Extract<PreviewMainArea, { kind: 'video' }>

export interface VideoAreaOptions {
  readonly src: string
  readonly label: string
  /** Width divided by height; undefined if it is not known. */
  readonly aspectRatio: number | undefined
  /** Undefined until the file was read. */
  readonly info: VideoFileInfo | undefined
  /** Undefined if it is not known. */
  readonly sizeBytes: number | undefined
}

/** The main area with a video that can be played. */
export function videoArea({ src, label, aspectRatio, info, sizeBytes }: VideoAreaOptions, l10n: L10n): VideoArea {
  const facts = info?.facts
  const { width = 0, height = 0 } = facts ?? {}
  const ratio = width > 0 && height > 0 ? width / height : (aspectRatio ?? DEFAULT_ASPECT_RATIO)
  return {
    kind: 'video',
    label,
    src,
    aspectRatio: Math.min(Math.max(0.1, ratio), 10),
    ...timingOf(info),
    ...(facts?.audio ? { audio: audioOf(facts.audio, l10n) } : {}),
    ...largeOf(sizeBytes, l10n),
    ...(info?.isComplete === false ? { note: incompleteText(l10n) } : {}),
  }
}

/** For each seek in such a file, the editor can load all of it again. The page reads it in parts. */
const LARGE_BYTES = 200_000_000

function largeOf(sizeBytes = 0, l10n: L10n): Pick<VideoArea, 'large'> {
  if (sizeBytes < LARGE_BYTES) return {}
  const slowText = l10n.t(
    'This file is large, and seeking in it can take several seconds. To use another player, select Open Externally.',
  )
  return { large: { sizeBytes, slowText } }
}

/** Why a file cannot be played, and what to do. */
export function unplayableArea(info: VideoFileInfo | undefined, more: readonly string[], l10n: L10n): PreviewMainArea {
  const style = { icon: { id: 'warning' }, tone: 'warning' } as const
  return notice(style, l10n.t('Cannot play this video'), [unplayableText(info, l10n), ...more])
}

function unplayableText(info: VideoFileInfo | undefined, l10n: L10n): string {
  if (!info) return l10n.t('The file cannot be read.')
  const { sizeBytes, isComplete, facts } = info
  if (sizeBytes === 0) return l10n.t('The file is empty.')
  if (!isComplete) return incompleteText(l10n)
  if (!facts) return l10n.t('The file is not a video, or it is damaged.')
  return l10n.t(
    'The editor cannot decode this video ({0}). Another player may be able to play it: select Open Externally.',
    codecName(facts.codec) ?? l10n.t('unknown codec'),
  )
}

function incompleteText(l10n: L10n): string {
  return l10n.t('The file is incomplete: its end is missing.')
}

function timingOf(info: VideoFileInfo | undefined): Pick<VideoArea, 'timing'> {
  const { exactFramesPerSecond: framesPerSecond = 0, frames = 0 } = info?.facts ?? {}
  const isUsable = framesPerSecond > 0 && framesPerSecond <= 1000 && frames >= 1 && frames <= 1e8
  return isUsable ? { timing: { framesPerSecond, frames } } : {}
}

function audioOf(
  { codec, mediaType }: NonNullable<NonNullable<VideoFileInfo['facts']>['audio']>,
  l10n: L10n,
): NonNullable<VideoArea['audio']> {
  return {
    ...(mediaType === undefined ? {} : { mediaType: truncate(mediaType, 500) }),
    unsupportedText: l10n.t(
      'The editor cannot play the sound of this video ({0}). To hear it, select Open Externally.',
      codecName(codec) ?? l10n.t('unknown codec'),
    ),
  }
}

const CODEC_NAMES: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'H.265',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  aac: 'AAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
}

/** The name that people know a codec by. */
export function codecName(codec: string | undefined): string | undefined {
  return codec === undefined ? undefined : (CODEC_NAMES[codec] ?? codec)
}
