import type { RequestValues } from '../../core/job/job.ts'

/** The form, for the source videos and the images that come from a preview. */
export interface PreviewForms {
  /** Shows the form for a new generation with these values. The source video can be the URI of a local file. */
  showNew(values: RequestValues): void
  /** Shows the form for a new generation with an image. `parameter` is the name of a parameter that takes images. */
  showNewWithImage(parameter: string, name: string, bytes: Uint8Array): Promise<void>
}
