import assert from 'node:assert/strict'
import type { BooleanParameter, EnumParameter } from '../../../../src/core/model/parameter.ts'
import { currentChoice, parameterChoices } from '../../../../src/editor/presentation/parameterChoices.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const base = { name: 'p', label: 'P', group: 'size', help: 'Help.' } as const
const withDefault: EnumParameter = { ...base, kind: 'enum', values: ['low', 'high'], default: 'high' }
const withoutDefault: EnumParameter = { ...base, kind: 'enum', values: ['low', 'high'] }
const boolean: BooleanParameter = { ...base, kind: 'boolean' }

describe('parameterChoices', () => {
  const cases: readonly (readonly [about: string, EnumParameter | BooleanParameter, choices: unknown])[] = [
    ['lists the default of an enum in place', withDefault, { low: 'low', 'high (default)': undefined }],
    ['lists "Default" first without a default', withoutDefault, { Default: undefined, low: 'low', high: 'high' }],
    ['lists "Default", "On" and "Off" for a boolean', boolean, { Default: undefined, On: true, Off: false }],
  ]
  for (const [about, parameter, choices] of cases) {
    it(about, () => {
      const entries = parameterChoices(parameter, l10n).map(({ label, value }) => [label, value])
      assert.deepEqual(entries, Object.entries(choices as object))
    })
  }

  it('treats an explicit default as the default', () => {
    assert.deepEqual(
      [currentChoice(withDefault, 'high'), currentChoice(withDefault, 'low'), currentChoice(boolean, false)],
      [undefined, 'low', false],
    )
  })
})
