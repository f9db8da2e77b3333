import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { ROOT } from './paths.ts'

/** The video URL in the sample workspace's README. The sandbox doesn't fetch it. */
export const SAMPLE_VIDEO_URL = 'https://example.com/clips/dance.mp4'

/** Copies the sample workspace, whose files contain video URLs to right-click, to `folder`. */
export async function copySampleWorkspace(folder: string): Promise<void> {
  await cp(join(ROOT, 'scripts', 'sampleWorkspace'), folder, { recursive: true })
}

/** The extension that starts the sandbox and opens the form on the sample clip. */
export const SANDBOX_STARTER = join(ROOT, 'scripts', 'sandboxStarter')

/** Writes the clip whose poses the first video follows. */
export async function writeSampleClip(folder: string): Promise<void> {
  const spec = createVideoSpec({ prompt: 'a walk', resolution: '240p', num_frames: 81 }, 1)
  await writeFile(join(folder, 'dance.mp4'), await encodeVideo(spec))
}
