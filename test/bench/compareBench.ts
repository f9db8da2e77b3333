import { encodeVideo } from '../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../src/sandbox/video/videoSpec.ts'
import { CompareDriver } from '../e2e/driver/compareDriver.ts'
import { EditorSession } from '../e2e/driver/editorSession.ts'
import { seedJobs } from '../e2e/seedJobs.ts'
import type { BenchPart, Figure } from './figures.ts'

const ORIGIN = 'https://api.aimlapi.com'
const RATE = 16
const TILES: readonly number[] = [2, 4, 9]
const DURATION_MS = 12_000
const QUICK_DURATION_MS = 3000

/**
 * The most frames between the pictures of any two videos at one moment, while they play and loop. Read from the pictures
 * that the browser presents, independently of the page.
 */
export const comparePart: BenchPart = {
  name: 'compare',
  title: `largest drift between videos that play together, ${TILES.join(', ')} tiles`,
  async measure({ quick }) {
    await using session = await EditorSession.start({})
    const figures: Figure[] = []
    for (const count of TILES) {
      await session.reset()
      const driver = await openComparison(session, count)
      await driver.play()
      const { maxDriftFrames } = await driver.measureSync(RATE, quick ? QUICK_DURATION_MS : DURATION_MS)
      figures.push({ key: `compare.maxDriftFrames${count}`, value: maxDriftFrames })
    }
    return figures
  },
}

async function openComparison(session: EditorSession, count: number): Promise<CompareDriver> {
  const clips = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      encodeVideo(createVideoSpec({ prompt: 'a walk', resolution: '480p', num_frames: 81 }, index)),
    ),
  )
  const seeds = clips.map((video, index) => ({
    ...{ prompt: 'A dance', state: 'completed' as const, minutes: 5 + index, video },
    values: { seed: index },
  }))
  await seedJobs(session.server.dataDir, ORIGIN, seeds)
  const workbench = await session.open()
  await workbench.view.open()
  await workbench.view.compareRows('A dance', count)
  const driver = new CompareDriver(workbench)
  await driver.waitForVideos(count)
  return driver
}
