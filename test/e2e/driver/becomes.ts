import type { Locator } from 'playwright-core'

/** Returns whether the element becomes visible or hidden before the timeout. */
export function becomes(state: 'visible' | 'hidden', locator: Locator, timeoutMs: number): Promise<boolean> {
  return locator.waitFor({ state, timeout: timeoutMs }).then(
    () => true,
    () => false,
  )
}
