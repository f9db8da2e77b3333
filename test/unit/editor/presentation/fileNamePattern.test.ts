import assert from 'node:assert/strict'
import { fileNameFromPattern } from '../../../../src/editor/presentation/fileNamePattern.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

const job = buildJob({
  prompt: 'A dancer / on a roof',
  settings: { seed: 3, resolution: '720p' },
  finishedAt: new Date(2026, 10, 3, 4, 5, 6).getTime(),
})
const named = (name: string) =>
  buildJob({ ...job, annotations: { name, note: undefined, tags: [], isFavorite: false } })

describe('fileNameFromPattern', () => {
  for (const [pattern, expected] of [
    ['{date}-{name}-{seed}.mp4', '2026-11-03-A-dancer-on-a-roof-3.mp4'],
    ['{name} ({seed}, {resolution})', 'A-dancer-on-a-roof (3 720p).mp4'],
    ['{time}_{id}', '04-05-06_0b1c2d3e.mp4'],
    ['{name}-{num_frames}-{seed}', 'A-dancer-on-a-roof-3.mp4'],
    ['../../{name}', 'A-dancer-on-a-roof.mp4'],
    ['C:\\{name}:x', 'CA-dancer-on-a-roofx.mp4'],
    ['{constructor}{__proto__}', 'video-0b1c2d3e.mp4'],
    ['con', 'video-0b1c2d3e.mp4'],
    ['', 'A-dancer-on-a-roof.mp4'],
  ] as const) {
    it(`fills in "${pattern}"`, () => assert.equal(fileNameFromPattern(pattern, job), expected))
  }

  for (const name of ['../../etc/passwd', 'a\u0000b\u202e', '{seed}{date}', '踊'.repeat(500), 'CON', '$(zap)`rm`']) {
    it(`is a single valid file name for the name ${JSON.stringify(name.slice(0, 20))}`, () => {
      const result = fileNameFromPattern('{name}', named(name))
      assert.match(result, /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._()+=@-]*\.mp4$/u)
      assert.ok(Buffer.byteLength(result) <= 240)
    })
  }
})
