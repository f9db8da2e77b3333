import assert from 'node:assert/strict'
import { AppError } from '../../../../src/core/errors.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validatedRequest } from '../../../../src/jobs/scheduler/validatedRequest.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'

const VALID = { video_url: 'https://example.com/dance.mp4', prompt: 'A robot dances' }

/** Values added to the valid ones, and the sentence. */
const CASES: readonly (readonly [values: Record<string, unknown>, sentence: string])[] = [
  [{ num_frames: 100_000 }, 'Number of frames must be between 17 and 241, not 100000.'],
  [
    { prompt: '', resolution: '1080p' },
    'Prompt is required. Describe what the video should show. Resolution must be one of auto, 240p, 360p, 480p, 580p, 720p, not "1080p".',
  ],
  [
    Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`unknown_${index}`, 1])),
    'Unknown parameter: "unknown_0". Remove it. Unknown parameter: "unknown_1". Remove it. Unknown parameter: "unknown_2". Remove it.',
  ],
]

describe('validatedRequest', () => {
  for (const [values, sentence] of CASES) {
    it(`rejects with the sentence of each of the first issues: ${sentence.slice(0, 40)}`, async () => {
      const error: unknown = await validatedRequest({ model: POSE_MODEL.id, values: { ...VALID, ...values } }).catch(
        (reason: unknown) => reason,
      )
      assert.ok(error instanceof AppError)
      assert.deepEqual(
        [error.reason, errorSentence(error)],
        ['invalid', `The request is not valid. ${sentence} Nothing was sent.`],
      )
    })
  }
})
