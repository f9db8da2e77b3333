import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './paths.ts'

/** The video URL in the sample workspace's README. The sandbox doesn't fetch it. */
export const SAMPLE_VIDEO_URL = 'https://example.com/clips/dance.mp4'

/** Copies the sample workspace, whose files contain video URLs to right-click, to `folder`. */
export async function copySampleWorkspace(folder: string): Promise<void> {
  await cp(join(ROOT, 'scripts', 'sampleWorkspace'), folder, { recursive: true })
}
