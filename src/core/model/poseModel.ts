import type { Model } from './parameter.ts'
import { CONTENT_ROWS } from './poseContentParameters.ts'
import { TUNING_ROWS } from './poseTuningParameters.ts'

const POSE_ID = 'alibaba/wan2.2-vace-fun-a14b-pose'

/**
 * The pose model with the 29 fields of the service's document of 2025-10-20. The live document of 2026-08-21 has four
 * fewer (`unlistedIn`), lets frames start at 17 and knows fewer resolutions; nothing that it forbids is sent unless set.
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
      help: 'The task of the service that makes the video.',
    },
    ...CONTENT_ROWS,
    ...TUNING_ROWS,
  ],
}
