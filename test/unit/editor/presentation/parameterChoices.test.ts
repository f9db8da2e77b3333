import assert from 'node:assert/strict'
import { type BooleanParameter, type EnumParameter, findParameter } from '../../../../src/core/model/parameter.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
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

  it('lists a default that depends on the API document beside the values, and notes which values may be rejected', () => {
    const resolution = findParameter(POSE_MODEL, 'resolution') as EnumParameter
    const note = "The current API documentation doesn't list this value. The service may reject it."
    assert.deepEqual(parameterChoices(resolution, l10n), [
      {
        label: '480p or auto (default)',
        value: undefined,
        note: 'The default depends on the version of the API.',
      },
      { label: 'auto', value: 'auto', note },
      { label: '240p', value: '240p', note },
      { label: '360p', value: '360p', note },
      { label: '480p', value: '480p' },
      { label: '580p', value: '580p' },
      { label: '720p', value: '720p' },
    ])
    assert.deepEqual([currentChoice(resolution, 'auto'), currentChoice(resolution, '480p')], ['auto', '480p'])
  })

  it('treats an explicit default as the default', () => {
    assert.deepEqual(
      [currentChoice(withDefault, 'high'), currentChoice(withDefault, 'low'), currentChoice(boolean, false)],
      [undefined, 'low', false],
    )
  })
})
