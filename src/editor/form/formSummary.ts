import type { RequestValues } from '../../core/job/job.ts'
import {
  type Derivation,
  type ExpectedResult,
  expectedResult,
  type SourceFacts,
} from '../../core/model/expectedResult.ts'
import type { FormStatus } from '../../protocol/form.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'

type SummaryRow = FormStatus['summary'][number]

/** Describes the video that a request makes, and how each number is derived. */
export function summaryRows(
  values: RequestValues,
  source: SourceFacts | undefined,
  { l10n, locale }: DisplayLanguage,
): SummaryRow[] {
  const result = expectedResult(values, source)
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
  const { frames, rate, durationSeconds, interpolatedFrames } = result
  const rows: SummaryRow[] = [
    {
      label: l10n.t('Frames'),
      value: frames.count === undefined ? l10n.t('as the source') : number(frames.count),
      note: derivationText(frames.from, l10n),
    },
    {
      label: l10n.t('Frame rate'),
      value:
        rate.framesPerSecond === undefined ? l10n.t('as the source') : l10n.t('{0} fps', number(rate.framesPerSecond)),
      note: derivationText(rate.from, l10n),
    },
    {
      label: l10n.t('Duration'),
      value: durationSeconds === undefined ? l10n.t('as the source') : l10n.t('{0} s', number(durationSeconds)),
      note:
        frames.count === undefined || rate.framesPerSecond === undefined
          ? l10n.t('known when the service reads the source video')
          : l10n.t('{0} frames ÷ {1} fps', number(frames.count), number(rate.framesPerSecond)),
    },
    sizeRow(result.size, l10n),
  ]
  if (interpolatedFrames > 0) {
    const note = l10n.t('added between each two frames')
    rows.push({ label: l10n.t('Interpolated frames'), value: number(interpolatedFrames), note })
  }
  return rows
}

function derivationText(from: Derivation, l10n: L10n): string {
  switch (from) {
    case 'set':
      return l10n.t('as set')
    case 'default':
      return l10n.t('default')
    case 'source':
      return l10n.t('matches the source video')
  }
}

function sizeRow(
  { shortSide, aspectRatio, width, height, isFromSource }: ExpectedResult['size'],
  l10n: L10n,
): SummaryRow {
  const label = l10n.t('Size')
  const ratio = isFromSource ? l10n.t('aspect ratio of the source video') : aspectRatio
  if (width !== undefined && height !== undefined) {
    const note = l10n.t('{0}p, {1}', String(shortSide), ratio)
    return { label, value: l10n.t('about {0} × {1}', String(width), String(height)), note }
  }
  if (shortSide !== undefined)
    return { label, value: l10n.t('{0} pixels on the short side', String(shortSide)), note: ratio }
  return { label, value: l10n.t('chosen by the service'), note: ratio }
}
