import type { Model } from './parameter.ts'
import { CONTENT_PARAMETERS } from './poseContentParameters.ts'
import { TUNING_PARAMETERS } from './poseTuningParameters.ts'

const POSE_ID = 'alibaba/wan2.2-vace-fun-a14b-pose'

/**
 * The pose model with the fields and values of both API documents. The column `documents` says where they differ: the
 * current document lists fewer fields and resolutions, and allows shorter videos. In the earlier one, the sample for
 * `image_list` has one image although its text asks for two to four.
 */
export const POSE_MODEL: Model = {
  id: POSE_ID,
  label: 'Wan 2.2 VACE Fun, Pose',
  parameters: [
    {
      name: 'model',
      label: 'Model',
      kind: 'enum',
      values: [POSE_ID],
      group: 'service',
      required: true,
      fixed: true,
      help: 'The model that generates the video.',
    },
    ...CONTENT_PARAMETERS,
    ...TUNING_PARAMETERS,
  ],
}
