import type { Workbench } from './workbench.ts'

/** What the user enters in "Generate Video (Quick Pick)…". Omitted values keep the default. */
export interface RequestInput {
  readonly source: string
  readonly prompt: string
  readonly resolution?: string
  readonly aspectRatio?: string
}

/** Runs "Set API Key…" and enters `key`. */
export async function setApiKey(workbench: Workbench, key: string): Promise<void> {
  await workbench.runCommand('Wan VACE: Set API Key…')
  await workbench.quickInput.waitForTitle('API Key')
  await workbench.quickInput.submit(key)
  await workbench.notifications.waitFor(/API key saved\. Your balance is /)
}

/** Completes the five steps of "Generate Video (Quick Pick)…". Calls `onStep` in each step, while the quick input is open. */
export async function generateVideo(
  workbench: Workbench,
  request: RequestInput,
  onStep: (name: string) => Promise<void> = async () => {},
): Promise<void> {
  const { quickInput } = workbench
  await workbench.runCommand('Wan VACE: Generate Video (Quick Pick)…')
  await waitForStep(workbench, 1)
  await quickInput.type(request.source)
  await quickInput.row(request.source.slice(0, 60)).waitFor()
  await onStep('source')
  await quickInput.accept()
  await waitForStep(workbench, 2)
  await quickInput.type(request.prompt)
  await onStep('prompt')
  await quickInput.accept()
  await waitForStep(workbench, 3)
  await onStep('resolution')
  await selectRow(workbench, request.resolution)
  await waitForStep(workbench, 4)
  await onStep('aspect-ratio')
  await selectRow(workbench, request.aspectRatio)
  await waitForStep(workbench, 5)
  await onStep('review')
  await quickInput.pick(/^Generate/)
}

async function waitForStep(workbench: Workbench, step: number): Promise<void> {
  await workbench.quickInput.waitForTitle(`(${step}/5)`)
}

async function selectRow(workbench: Workbench, label: string | undefined): Promise<void> {
  if (label === undefined) await workbench.quickInput.accept()
  else await workbench.quickInput.pick(label)
}

/** The state of a preview's video after it was observed for a moment. */
export interface Playback {
  readonly readyState: number
  readonly paused: boolean
  readonly width: number
  readonly height: number
  readonly durationSeconds: number
  /** Playback time that passed during the observation. */
  readonly advancedSeconds: number
}

/** Waits up to 10 seconds until the visible preview plays a video, then observes it for a second. */
export async function measurePlayback(workbench: Workbench): Promise<Playback> {
  const video = workbench.webview().locator('video')
  // A restored preview waits for the extension and its store.
  await video.waitFor({ timeout: 60_000 })
  return video.evaluate(async (element: VideoElement) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    for (let i = 0; i < 100 && (element.readyState < 3 || element.currentTime === 0); i++) await wait(100)
    let advancedSeconds = 0
    // For a moment lower whenever the video starts again.
    let readyState = element.readyState
    let last = element.currentTime
    for (let i = 0; i < 10; i++) {
      await wait(100)
      // The video loops.
      advancedSeconds += Math.max(0, element.currentTime - last)
      readyState = Math.max(readyState, element.readyState)
      last = element.currentTime
    }
    const { paused, videoWidth: width, videoHeight: height, duration: durationSeconds } = element
    return { readyState, paused, width, height, durationSeconds, advancedSeconds }
  })
}

/** The properties of a video element that are read here. Tests are checked without the browser's types. */
interface VideoElement {
  readonly readyState: number
  readonly paused: boolean
  readonly currentTime: number
  readonly videoWidth: number
  readonly videoHeight: number
  readonly duration: number
}
