import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import type { ComparedJob, CompareInput } from '../../../../src/editor/compare/compareInput.ts'
import { compareTitle, compareView } from '../../../../src/editor/compare/compareView.ts'
import { parseMessageToComparePage } from '../../../../src/protocol/compare.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const language = { l10n, locale: 'en' }
const facts = {
  width: 426,
  height: 240,
  codec: 'avc',
  durationSeconds: 5.0625,
  framesPerSecond: 16,
  frames: 81,
  exactFramesPerSecond: 16.000_000_1,
  bitRate: 1,
  audio: undefined,
}
const file = { url: 'https://file.example/a.mp4', facts, sizeBytes: 1000, isUnplayable: false }

function compared(id: string, values: Record<string, unknown>, parts: Partial<ComparedJob> = {}): ComparedJob {
  return {
    id,
    job: buildJob({ id, state: 'completed', file: { state: 'saved' } }),
    request: { model: POSE_MODEL.id, values },
    file,
    ...parts,
  }
}

function view(input: Partial<CompareInput>) {
  const message = {
    type: 'show',
    view: compareView({ jobs: [], source: undefined, axes: undefined, ...input }, language),
  }
  // The page accepts the view.
  assert.deepEqual(parseMessageToComparePage(message), message)
  return message.view
}

describe('compareView', () => {
  it('shows only the parameters that differ', () => {
    const { tiles } = view({ jobs: [compared('a', { seed: 1, prompt: 'x' }), compared('b', { seed: 2, prompt: 'x' })] })
    assert.deepEqual(
      tiles.map(({ id, title, rows, video }) => [id, title, rows, video?.frames, video?.framesPerSecond]),
      [
        ['a', '', [{ label: 'Seed', value: '1' }], 81, 16],
        ['b', '', [{ label: 'Seed', value: '2' }], 81, 16],
      ],
    )
  })

  it('shows why there is no video', () => {
    const removed = compared('a', {}, { job: undefined, request: undefined, file: undefined })
    const failed = compared('b', {}, { job: buildJob({ state: 'failed' }), file: undefined })
    const deleted = { job: buildJob({ state: 'completed', file: { state: 'deleted' } }), file: undefined }
    const unreadable = { file: { ...file, facts: undefined } }
    const reading = { file: { ...file, facts: 'reading' as const } }
    const unplayable = { file: { ...file, isUnplayable: true } }
    const { tiles } = view({
      jobs: [
        removed,
        failed,
        ...[deleted, unreadable, reading, unplayable].map((parts, i) => compared(`${i}`, {}, parts)),
      ],
    })
    assert.deepEqual(
      tiles.map(({ notice }) => [notice?.text, notice?.action?.id]),
      [
        ['This generation was removed.', undefined],
        ['This generation has no video.', undefined],
        ['The video is not on this computer.', 'downloadAgain'],
        ['The editor cannot play this video. It may be damaged or use an unsupported codec.', undefined],
        ['Reading the video…', undefined],
        ['The editor cannot play this video. It may be damaged or use an unsupported codec.', undefined],
      ],
    )
  })

  it('offers to download a source, and never has its URL as the URL of a video', () => {
    const url = `https://a.example/"><script>${'x'.repeat(100_000)}`
    const source = { file: undefined, url, isDownloading: false }
    const { tiles } = view({ jobs: [compared('a', { seed: 1 })], source })
    assert.deepEqual(
      tiles.map(({ id, title, video, notice }) => [id, title, video?.src, notice?.action?.id]),
      [
        ['source', 'Source', undefined, 'downloadSource'],
        ['a', 'Result', file.url, undefined],
      ],
    )
    assert.equal(view({ jobs: [compared('a', {})], source: { ...source, file } }).tiles[0]?.video?.src, file.url)
    const unknown = view({ jobs: [compared('a', {})], source: { ...source, url: undefined } })
    assert.equal(unknown.tiles[0]?.notice?.action, undefined)
  })

  it('places the videos of a matrix', () => {
    const jobs = [compared('a', { seed: 2, shift: 1 }), compared('b', { seed: 1, shift: 1 })]
    const { tiles, matrix } = view({ jobs, axes: { column: 'seed', row: 'shift' } })
    assert.deepEqual(matrix, { columns: ['Seed: 1', 'Seed: 2'], rows: ['Shift: 1'] })
    assert.deepEqual(
      tiles.map(({ column, row }) => [column, row]),
      [
        [1, 0],
        [0, 0],
      ],
    )
  })

  it('has a title', () => {
    const jobs = [compared('a', {}), compared('b', {})]
    const source = { file: undefined, url: undefined, isDownloading: false }
    assert.deepEqual(
      [
        compareTitle({ jobs, source: undefined, axes: undefined }, l10n),
        compareTitle({ jobs: jobs.slice(0, 1), source, axes: undefined }, l10n),
      ],
      ['Compare 2 Generations', 'Source and Result: A dancer on a roof'],
    )
  })
})
