import type { Workbench } from './workbench.ts'

/** What a person enters in "Generate Video…". A missing choice is left as it is offered. */
export interface RequestInput {
  readonly source: string
  readonly prompt: string
  readonly resolution?: string
  readonly aspectRatio?: string
}

/** Enters a key through "Set API Key…". */
export async function setKey(workbench: Workbench, key: string): Promise<void> {
  await workbench.runCommand('Wan VACE: Set API Key…')
  await workbench.quickInput.waitForTitle('API Key')
  await workbench.quickInput.answer(key)
  await workbench.notifications.waitFor(/Key saved. Balance: /)
}

/** Goes through the five steps of "Generate Video…". `look` is called at each with the box open. */
export async function generate(
  workbench: Workbench,
  wish: RequestInput,
  look: (step: string) => Promise<void> = async () => {},
): Promise<void> {
  const { quickInput } = workbench
  await workbench.runCommand('Wan VACE: Generate Video…')
  await step(workbench, 1)
  await quickInput.type(wish.source)
  await quickInput.row(wish.source.slice(0, 60)).waitFor()
  await look('source')
  await quickInput.accept()
  await step(workbench, 2)
  await quickInput.type(wish.prompt)
  await look('prompt')
  await quickInput.accept()
  await step(workbench, 3)
  await look('resolution')
  await choose(workbench, wish.resolution)
  await step(workbench, 4)
  await look('aspect-ratio')
  await choose(workbench, wish.aspectRatio)
  await step(workbench, 5)
  await look('review')
  await quickInput.pick(/^Generate/)
}

async function step(workbench: Workbench, number: number): Promise<void> {
  await workbench.quickInput.waitForTitle(`(${number}/5)`)
}

async function choose(workbench: Workbench, value: string | undefined): Promise<void> {
  if (value === undefined) await workbench.quickInput.accept()
  else await workbench.quickInput.pick(value)
}

/** What the video of a preview does at the moment. */
export interface Playback {
  readonly readyState: number
  readonly paused: boolean
  readonly width: number
  readonly height: number
  /** Seconds. */
  readonly duration: number
  /** How far it got while it was watched, in seconds; a loop may have begun anew. */
  readonly advanced: number
}

/** Waits until the preview that is to be seen shows a video, then watches it for a moment. */
export async function watchPreview(workbench: Workbench): Promise<Playback> {
  const video = workbench.webview().locator('video')
  await video.waitFor()
  return video.evaluate(async (element: PlayableElement) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    for (let tries = 0; tries < 100 && (element.readyState < 3 || element.currentTime === 0); tries++) await wait(100)
    let advanced = 0
    let last = element.currentTime
    for (let looks = 0; looks < 10; looks++) {
      await wait(100)
      advanced += Math.max(0, element.currentTime - last)
      last = element.currentTime
    }
    const { readyState, paused, videoWidth: width, videoHeight: height, duration } = element
    return { readyState, paused, width, height, duration, advanced }
  })
}

/** What is used of a video element; the types of the browser are not those of this program. */
interface PlayableElement {
  readonly readyState: number
  readonly paused: boolean
  readonly currentTime: number
  readonly videoWidth: number
  readonly videoHeight: number
  readonly duration: number
}
