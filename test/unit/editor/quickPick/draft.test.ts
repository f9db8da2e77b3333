import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { Draft, Drafts } from '../../../../src/editor/quickPick/draft.ts'

describe('Draft', () => {
  it('keeps pending text until the parameter is set, and resets to its initial values', () => {
    const draft = new Draft(POSE_MODEL, { prompt: 'a', seed: 1 })
    const actual: unknown[] = [draft.isModified]
    draft.setPendingText('num_frames', '80')
    actual.push(draft.isModified, draft.pendingText('num_frames'), draft.get('num_frames'))
    draft.set('num_frames', 81)
    actual.push(draft.pendingText('num_frames'), draft.toValues())
    draft.set('seed', undefined)
    actual.push(draft.toValues(), draft.isModified)
    draft.reset()
    actual.push(draft.toValues(), draft.isModified)
    assert.deepEqual(actual, [
      false,
      true,
      '80',
      undefined,
      undefined,
      { prompt: 'a', seed: 1, num_frames: 81 },
      { prompt: 'a', num_frames: 81 },
      true,
      { prompt: 'a', seed: 1 },
      false,
    ])
  })

  it('distinguishes an empty value from one that is not set', () => {
    const draft = new Draft(POSE_MODEL)
    draft.set('negative_prompt', '')
    const actual: unknown[] = [draft.get('negative_prompt'), draft.toValues(), draft.isModified]
    draft.set('negative_prompt', undefined)
    actual.push(draft.get('negative_prompt'), draft.toValues(), draft.isModified)
    assert.deepEqual(actual, ['', { negative_prompt: '' }, true, undefined, {}, false])
  })

  it('returns the same draft for a key until it is deleted', () => {
    const drafts = new Drafts()
    const create = () => new Draft(POSE_MODEL)
    const first = drafts.getOrCreate('new', create)
    first.set('prompt', 'a')
    const other = drafts.getOrCreate('job', create)
    assert.equal(drafts.getOrCreate('new', create), first)
    drafts.delete(first)
    assert.deepEqual(drafts.getOrCreate('new', create).toValues(), {})
    assert.equal(drafts.getOrCreate('job', create), other)
  })
})
