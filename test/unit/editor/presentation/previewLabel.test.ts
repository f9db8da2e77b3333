import assert from 'node:assert/strict'
import { previewLabel } from '../../../../src/editor/presentation/previewLabel.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

describe('the title of a preview’s tab', () => {
  const cases: readonly [prompt: string, label: string][] = [
    ['A knight', 'A knight'],
    ['line one\nline two\u202e', 'line one line two'],
    ['', 'Generation 0b1c2d3e'],
    ['x'.repeat(300), `${'x'.repeat(39)}…`],
    ['a/b\\c', 'a∕b∖c'],
    ['../../etc/passwd', '..∕..∕etc∕passwd'],
    ['..', '\u2060..'],
    ['50% #1?', '50% #1?'],
  ]
  for (const [prompt, label] of cases) {
    it(`is one segment of a path: ${JSON.stringify(prompt.slice(0, 20))}`, () =>
      assert.equal(previewLabel(buildJob({ prompt }), l10n), label))
  }
})
