import assert from 'node:assert/strict'
import type { Frame, Locator } from 'playwright-core'

/** Returns the frame of a webview page, to run scripts in, from the body of the page. */
export async function pageFrame(body: Locator): Promise<Frame> {
  const handle = await body.elementHandle()
  const frame = await handle?.ownerFrame()
  assert.ok(frame)
  return frame
}
