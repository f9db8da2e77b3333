import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { applyChange, mediaInText, sourceMedia } from '../../../../src/editor/form/applyChange.ts'
import { checkDraft, LOCAL_MEDIA } from '../../../../src/editor/form/checkDraft.ts'
import { FormDraft } from '../../../../src/editor/form/formDraft.ts'
import { unknownParametersText } from '../../../../src/editor/form/unknownParametersText.ts'
import { type DraftMedia, parseStoredDraft } from '../../../../src/protocol/storedDraft.ts'

const DATA = 'data:image/png;base64,AAAA'
const ORIGINAL = {
  video_url: 'https://example.com/a.mp4',
  prompt: 'a\nb',
  negative_prompt: '',
  num_frames: 100,
  preprocess: false,
  image_url: DATA,
  image_list: ['https://example.com/1.png', DATA],
}
const file = (id: string): DraftMedia => ({ id, kind: 'file', uri: `file:///${id}.png` })

describe('FormDraft', () => {
  it('has the values of a request, and no changes', () => {
    const draft = new FormDraft(POSE_MODEL, ORIGINAL)
    const { values, issues } = checkDraft(draft)
    assert.deepEqual(
      [values, [...issues], draft.isModified],
      [{ ...ORIGINAL, image_url: LOCAL_MEDIA, image_list: ['https://example.com/1.png', LOCAL_MEDIA] }, [], false],
    )
  })

  it('returns the data: URIs of the request, which it does not store', () => {
    const draft = new FormDraft(POSE_MODEL, ORIGINAL)
    const [, item] = draft.media('image_list')
    assert.ok(item)
    assert.equal(draft.originalData('image_list', item), DATA)
    assert.doesNotMatch(JSON.stringify(draft.toStored()), /AAAA/)
  })

  it('is the same after it was stored', () => {
    const draft = new FormDraft(POSE_MODEL, ORIGINAL)
    draft.setText('seed', 'not a number')
    draft.setText('prompt', '<b>\u0000 line\n</script>')
    draft.removeMedia('image_list', 'original-image_list-0')
    draft.addMedia('image_list', [file('x')])
    draft.newSeed = true
    draft.lastSeed = '7'
    const stored = parseStoredDraft(JSON.parse(JSON.stringify(draft.toStored())))
    const restored = new FormDraft(POSE_MODEL, ORIGINAL, stored)
    assert.deepEqual(restored.toStored(), draft.toStored())
  })

  it('does not store a data: URI that was entered as text', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('image_url', DATA)
    draft.addMedia('image_list', [{ id: '1', kind: 'url', url: DATA }])
    assert.doesNotMatch(JSON.stringify(draft.toStored()), /AAAA/)
  })

  it('ignores stored values of unknown parameters and of the model', () => {
    const draft = new FormDraft(POSE_MODEL, undefined, {
      texts: { model: 'x', constructor: 'y', seed: '1' },
      media: {},
    })
    assert.deepEqual(draft.texts(), { seed: '1' })
  })

  it('rejects a stored draft of another shape', () => {
    for (const value of [undefined, null, 'x', {}, { texts: { a: 1 }, media: {} }, { texts: {}, media: { a: [{}] } }]) {
      assert.equal(parseStoredDraft(value), undefined)
    }
  })

  it('has either a text or a file in a field for one URL', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('image_url', 'https://example.com/1.png')
    draft.addMedia('image_url', [file('x'), file('y')])
    const withFile = [draft.text('image_url'), draft.media('image_url').length]
    draft.setText('image_url', '')
    const afterEmptyText = draft.media('image_url').length
    draft.setText('image_url', 'https://example.com/2.png')
    assert.deepEqual([withFile, afterEmptyText, draft.media('image_url')], [['', 1], 1, []])
  })

  it('adds, moves and removes the items of a list', () => {
    const draft = new FormDraft(POSE_MODEL)
    const ids = () => draft.media('image_list').map(({ id }) => id)
    draft.addMedia('image_list', [file('a'), file('b'), file('c')])
    draft.moveMedia('image_list', 'c', 0)
    const moved = ids()
    draft.moveMedia('image_list', 'c', 99)
    draft.moveMedia('image_list', 'unknown', 0)
    const movedBack = ids()
    draft.removeMedia('image_list', 'b')
    assert.deepEqual(
      [moved, movedBack, ids()],
      [
        ['c', 'a', 'b'],
        ['a', 'b', 'c'],
        ['a', 'c'],
      ],
    )
  })

  it('resets to the request, or to the default if there is none', () => {
    const again = new FormDraft(POSE_MODEL, ORIGINAL)
    again.setText('num_frames', '120')
    const changed = [again.isChanged('num_frames'), again.isChanged('seed')]
    again.reset('num_frames')
    const fresh = new FormDraft(POSE_MODEL)
    fresh.setText('num_frames', '120')
    fresh.reset('num_frames')
    assert.deepEqual([changed, again.text('num_frames'), fresh.text('num_frames')], [[true, false], '100', ''])
  })

  it('sends an empty text only where the parameter allows it', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setEmpty('prompt', true)
    draft.setEmpty('negative_prompt', true)
    const empty = checkDraft(draft).values
    draft.setText('negative_prompt', 'rain')
    assert.deepEqual([empty, checkDraft(draft).values], [{ negative_prompt: '' }, { negative_prompt: 'rain' }])
  })
})

describe('checkDraft', () => {
  it('reports each field and each item on its own', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('num_frames', '9')
    draft.setText('image_url', '/etc/passwd')
    draft.addMedia(
      'image_list',
      [1, 2, 3, 4, 5].map((number) => ({ id: `${number}`, kind: 'url', url: `x${number}` })),
    )
    const { issues, itemIssues } = checkDraft(draft)
    assert.deepEqual(
      [Object.fromEntries([...issues].map(([name, { code }]) => [name, code])), [...itemIssues.keys()]],
      [
        {
          video_url: 'missing',
          prompt: 'missing',
          num_frames: 'outOfRange',
          image_url: 'invalidUrl',
          image_list: 'wrongItemCount',
        },
        ['1', '2', '3', '4', '5'],
      ],
    )
  })
})

describe('applyChange', () => {
  it('locks a seed that the user chose', () => {
    const draft = new FormDraft(POSE_MODEL)
    applyChange(draft, { type: 'setNewSeed', isOn: true })
    const isOn = draft.newSeed
    applyChange(draft, { type: 'chooseSeed', from: 'random' })
    assert.deepEqual([isOn, draft.newSeed], [true, false])
    assert.match(draft.text('seed'), /^\d{1,10}$/)
    draft.lastSeed = '7'
    applyChange(draft, { type: 'chooseSeed', from: 'last' })
    assert.equal(draft.text('seed'), '7')
  })

  it('distinguishes URLs from files of the editor', () => {
    const sources = [
      'https://example.com/a.png',
      'file:///home/me/a.png',
      'vscode-remote://ssh-remote+host/a.png',
      'memfs:/a.png',
      'ftp://example.com/a.png',
      'example.com/a.png',
    ]
    assert.deepEqual(
      sources.map((source) => sourceMedia(source).kind),
      ['url', 'file', 'file', 'url', 'url', 'url'],
    )
  })

  it('ignores names that are not parameters', () => {
    const draft = new FormDraft(POSE_MODEL)
    for (const name of ['model', 'constructor', 'toString', 'x']) {
      draft.setText(name, 'x')
      draft.addMedia(name, mediaInText('https://example.com/1.png'))
      applyChange(draft, { type: 'reset', name })
      applyChange(draft, { type: 'setEmpty', name, isOn: true })
    }
    assert.deepEqual(draft.toStored(), new FormDraft(POSE_MODEL).toStored())
  })
})

describe('default values of the user', () => {
  const DEFAULTS = {
    num_frames: 100,
    negative_prompt: '',
    resolution: '720p',
    unknown: 1,
    enable_safety_checker: 'odd',
  }

  it('are what a new draft starts with, and what a field is reset to', () => {
    const draft = new FormDraft(POSE_MODEL, undefined, undefined, DEFAULTS)
    const before = [draft.isModified, draft.text('num_frames'), draft.isEmpty('negative_prompt'), draft.text('unknown')]
    draft.setText('num_frames', '')
    const unset = [draft.isChanged('num_frames'), checkDraft(draft).values['num_frames']]
    draft.reset('num_frames')
    assert.deepEqual([before, unset, draft.text('num_frames')], [[false, '100', true, ''], [true, undefined], '100'])
  })

  it('are validated like values that the user enters', () => {
    const { issues } = checkDraft(new FormDraft(POSE_MODEL, undefined, undefined, DEFAULTS))
    assert.equal(issues.get('enable_safety_checker')?.code, 'wrongType')
  })

  it('replace those of a stored draft without edits, and of no other', () => {
    const restored = (draft: FormDraft) =>
      new FormDraft(POSE_MODEL, undefined, parseStoredDraft(draft.toStored()), { num_frames: 200 }).text('num_frames')
    const unmodified = new FormDraft(POSE_MODEL, undefined, undefined, DEFAULTS)
    const modified = new FormDraft(POSE_MODEL, undefined, undefined, DEFAULTS)
    modified.setText('prompt', 'a')
    assert.deepEqual([restored(unmodified), restored(modified)], ['200', '100'])
  })
})

describe('setValues', () => {
  it('sets the values of a preset, and keeps the others', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('prompt', 'kept')
    draft.setText('num_frames', '9')
    draft.addMedia('image_list', [file('x')])
    const values = {
      num_frames: 100,
      negative_prompt: '',
      enable_prompt_expansion: false,
      image_list: ['https://example.com/1.png', 'https://example.com/2.png'],
    }
    draft.setValues({ ...values, unknown: 1, model: 'x' })
    assert.deepEqual(checkDraft(draft).values, { prompt: 'kept', ...values })
  })
})

describe('unknownParametersText', () => {
  const l10n = { t: (text: string, ...args: unknown[]) => text.replace('{0}', () => String(args[0])) }

  it('names the parameters that the form does not have, as one line', () => {
    assert.equal(unknownParametersText(POSE_MODEL, ORIGINAL, l10n), undefined)
    const text = unknownParametersText(POSE_MODEL, { ...ORIGINAL, 'a\n\u202eb': 1, mask_video_url: 'x' }, l10n)
    assert.match(text ?? '', /does not send them: a b, mask_video_url\.$/)
  })

  it('stays short for a request with many of them', () => {
    const values = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}${'y'.repeat(500)}`, 1]))
    assert.ok((unknownParametersText(POSE_MODEL, values, l10n) ?? '').length < 1000)
  })
})
