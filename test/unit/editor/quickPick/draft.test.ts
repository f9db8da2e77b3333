import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { Draft, Drafts } from '../../../../src/editor/quickPick/draft.ts'

describe('Draft', () => {
  it('keeps what was typed until the parameter is set, and goes back to what it began with', () => {
    const draft = new Draft(POSE_MODEL, { prompt: 'a', seed: 1 })
    const seen: unknown[] = [draft.isTouched]
    draft.keepTyped('num_frames', '80')
    seen.push(draft.isTouched, draft.typedText('num_frames'), draft.value('num_frames'))
    draft.set('num_frames', 81)
    seen.push(draft.typedText('num_frames'), draft.toValues())
    draft.set('seed', undefined)
    seen.push(draft.toValues(), draft.isTouched)
    draft.reset()
    seen.push(draft.toValues(), draft.isTouched)
    assert.deepEqual(seen, [
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

  it('survives its flow, and is forgotten once it is a job', () => {
    const drafts = new Drafts()
    const make = () => new Draft(POSE_MODEL)
    const first = drafts.take('new', make)
    first.set('prompt', 'a')
    const other = drafts.take('job', make)
    assert.equal(drafts.take('new', make), first)
    drafts.drop(first)
    assert.deepEqual(drafts.take('new', make).toValues(), {})
    assert.equal(drafts.take('job', make), other)
  })
})
