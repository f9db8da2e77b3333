import assert from 'node:assert/strict'
import { findParameter, type TextParameter } from '../../../../src/core/model/parameter.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { textChoices } from '../../../../src/editor/presentation/textChoices.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const DEFAULT = 'letterboxing, borders, black bars, bright colors, overexpos…'

/** The value, the text that was not accepted, the current choice, and the description of the text that can be entered. */
const CASES: readonly (readonly [value: unknown, pending: string | undefined, current: string, text: string])[] = [
  [undefined, undefined, 'Default', ''],
  ['', undefined, 'None (empty)', ''],
  ['blurry', undefined, 'Enter Text…', 'blurry'],
  ['blurry', 'blurry, dark', 'Enter Text…', 'blurry, dark'],
  [undefined, 'blurry', 'Default', 'blurry'],
  ['x'.repeat(100_000), undefined, 'Enter Text…', `${'x'.repeat(59)}…`],
]

describe('textChoices', () => {
  for (const [value, pending, current, text] of CASES) {
    it(`${JSON.stringify(value)?.slice(0, 30)}, ${pending}: ${current}`, () => {
      const parameter = findParameter(POSE_MODEL, 'negative_prompt') as TextParameter
      const choices = textChoices(parameter, value, pending, l10n)
      assert.deepEqual(
        choices.map(({ label, description, isCurrent }) => [label, description, isCurrent]),
        [
          ['Default', DEFAULT, current === 'Default'],
          ['None (empty)', 'turns the default off', current === 'None (empty)'],
          ['Enter Text…', text, current === 'Enter Text…'],
        ],
      )
    })
  }
})
