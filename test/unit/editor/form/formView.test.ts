import assert from 'node:assert/strict'
import fc from 'fast-check'
import { errorDetail } from '../../../../src/core/errors.ts'
import { editableParameters } from '../../../../src/core/model/parameter.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { FormDraft } from '../../../../src/editor/form/formDraft.ts'
import { type FormContext, formStatus, hasIssue } from '../../../../src/editor/form/formStatus.ts'
import { formView } from '../../../../src/editor/form/formView.ts'
import { largeFileNote, mediaDetail } from '../../../../src/editor/form/mediaText.ts'
import { rejectionOf } from '../../../../src/editor/form/rejection.ts'
import { parseMessageToFormPage } from '../../../../src/protocol/form.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const language = renderContext()
const names = editableParameters(POSE_MODEL).map(({ name }) => name)
const view = formView(POSE_MODEL, { title: 'New Generation', notice: undefined }, language.l10n)

const context: FormContext = {
  reportsMissing: () => false,
  describe: (_name, item) => ({ label: item.id, hasPreview: false }),
  source: undefined,
  cost: { icon: 'beaker', text: 'Free.' },
  origin: 'https://api.example.com',
  rejection: undefined,
  progress: undefined,
}

function fieldOf(draft: FormDraft, name: string, changes: Partial<FormContext> = {}) {
  return formStatus(draft, { ...context, ...changes }, language).fields.find((field) => field.name === name)
}

describe('the view of the form', () => {
  it('has each parameter once', () => {
    const fields = view.groups.flatMap(({ fields }) => fields.map(({ name }) => name))
    assert.deepEqual(fields.toSorted(), names.toSorted())
  })

  it('opens the first group only', () => {
    assert.deepEqual(
      view.groups.filter(({ isOpen }) => isOpen).map(({ id }) => id),
      ['content'],
    )
  })

  it('has a slider for each parameter with two bounds, and a select or a toggle for fixed values', () => {
    const kinds = Object.fromEntries(
      view.groups.flatMap(({ fields }) =>
        fields.map(({ name, control }) => [name, 'slider' in control ? 'slider' : control.kind]),
      ),
    )
    const { num_frames, frames_per_second, guidance_scale, seed, resolution, preprocess, video_url, image_list } = kinds
    assert.deepEqual(
      [num_frames, frames_per_second, guidance_scale, seed, resolution, preprocess, video_url, image_list],
      ['slider', 'slider', 'number', 'seed', 'select', 'toggle', 'media', 'mediaList'],
    )
  })
})

describe('the status of the form', () => {
  it('reports a missing value only where it is asked to', () => {
    const draft = new FormDraft(POSE_MODEL)
    assert.deepEqual(
      [fieldOf(draft, 'prompt')?.issue, fieldOf(draft, 'prompt', { reportsMissing: () => true })?.issue],
      [undefined, 'Prompt is required. Describe what the video should show.'],
    )
  })

  it('counts the changes and the problems of each group', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('num_frames', '9')
    draft.setText('frames_per_second', '20')
    const { groups } = formStatus(draft, context, language)
    assert.deepEqual(
      groups.find(({ id }) => id === 'size'),
      { id: 'size', changed: '2 changed', issues: '1 problem' },
    )
  })

  it('names the value of the original request where it differs', () => {
    const draft = new FormDraft(POSE_MODEL, { prompt: 'a', num_frames: 100 })
    draft.setText('num_frames', '120')
    draft.setText('seed', '1')
    const originals = ['prompt', 'num_frames', 'seed'].map((name) => fieldOf(draft, name)?.original)
    assert.deepEqual(originals, [undefined, 'Original: 100', 'Original: not set'])
  })

  it('notes values without an effect', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.setText('num_frames', '100')
    draft.setText('match_input_num_frames', 'true')
    assert.deepEqual(fieldOf(draft, 'num_frames')?.notes, [
      '"Number of frames" is ignored while "Match source frame count" is on.',
    ])
  })

  it('has an issue if an item has one', () => {
    const draft = new FormDraft(POSE_MODEL)
    draft.addMedia('image_list', [{ id: '1', kind: 'file', uri: 'file:///a.png' }])
    const field = fieldOf(draft, 'image_list', {
      describe: () => ({ label: 'a.png', issue: 'a.png is empty.', hasPreview: false }),
    })
    assert.ok(field && hasIssue(field))
  })

  it('makes a valid message from any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant('x'.repeat(200_000)),
      fc.constant('</script><img src=x onerror=a()>'),
      fc.constant('\u202e\u0000🙂'),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), fc.array(text, { maxLength: 6 }), (texts, urls) => {
        const draft = new FormDraft(POSE_MODEL)
        for (const [name, value] of Object.entries(texts)) draft.setText(name, value)
        draft.addMedia(
          'image_list',
          urls.map((url, index) => ({ id: `${index}`, kind: 'url' as const, url })),
        )
        const message = {
          type: 'show',
          view,
          values: draft.texts(),
          status: formStatus(draft, context, language),
          edit: 0,
        }
        assert.deepEqual(parseMessageToFormPage(message), message)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the text about a file', () => {
  it('has the facts that are known, and warns about the size of the request', () => {
    const facts = {
      durationSeconds: 5.0625,
      frames: 81,
      framesPerSecond: 16,
      width: 426,
      height: 240,
      exactFramesPerSecond: 16,
      bitRate: 160_000,
      audio: undefined,
      codec: 'avc',
    }
    assert.deepEqual(
      [
        mediaDetail(103_479, facts, language),
        mediaDetail(70, undefined, language),
        largeFileNote(70, language),
        largeFileNote(15_000_000, language)?.includes('20 MB'),
      ],
      ['5.1 s · 81 frames · 16 fps · 426 × 240 · avc · 103.5 kB', '70 bytes', undefined, true],
    )
  })
})

describe('the field that the service rejected', () => {
  const original = { prompt: 'A dance', video_url: 'https://a.example/v.mp4', num_frames: 81 }
  const message = '[x](command:y)\u202e num_frames: Expected 100'

  it('says so until its value changes, and can be sent', () => {
    const draft = new FormDraft(POSE_MODEL, original)
    const rejection = rejectionOf(draft, errorDetail('badRequest', { field: 'num_frames' }, { message }), language.l10n)
    const field = fieldOf(draft, 'num_frames', { rejection })
    assert.match(field?.rejection ?? '', /^The service rejected this value: .*Expected 100$/)
    assert.equal(field?.rejection?.includes('\u202e'), false)
    assert.equal(field && hasIssue(field), false)
    assert.equal(fieldOf(draft, 'prompt', { rejection })?.rejection, undefined)
    draft.setText('num_frames', '100')
    assert.equal(fieldOf(draft, 'num_frames', { rejection })?.rejection, undefined)
  })

  it('is also one that the request does not have, if the message names it', () => {
    const draft = new FormDraft(POSE_MODEL, original)
    const messages = ['"shift" is required', 'body.shift : Required', 'Shift the seed', 'seed or "x"', 'model: Unknown']
    assert.deepEqual(
      messages.map((text) => {
        const error = errorDetail('badRequest', { field: undefined }, { message: text })
        return rejectionOf(draft, error, language.l10n)?.name
      }),
      ['shift', 'shift', undefined, undefined, undefined],
    )
  })

  it('is none for another error, an unknown parameter, or one that cannot be edited', () => {
    const draft = new FormDraft(POSE_MODEL, original)
    const fields = [undefined, 'model', 'toString', 'image_list']
    assert.deepEqual(
      fields.map((name) => rejectionOf(draft, errorDetail('badRequest', { field: name }), language.l10n)?.name),
      [undefined, undefined, undefined, 'image_list'],
    )
    assert.equal(rejectionOf(draft, errorDetail('unauthorized', {}), language.l10n), undefined)
  })
})
