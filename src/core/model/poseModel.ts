import type { Model } from './parameter.ts'
import { CONTENT_PARAMETERS } from './poseContentParameters.ts'
import { TUNING_PARAMETERS } from './poseTuningParameters.ts'

const POSE_ID = 'alibaba/wan2.2-vace-fun-a14b-pose'

/**
 * The pose model with the 29 fields of the service's documentation of 2025-10-20. The documentation of 2026-08-21 omits
 * four of them (`undocumented`), allows 17 frames and more, and lists fewer resolutions.
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
