import { join } from 'node:path'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { OUT } from '../../scripts/lib/paths.ts'
import { openWorkbenches } from './driver/workbench.ts'

/** Before the first test: what is tested is what the sources say. */
export async function mochaGlobalSetup(): Promise<void> {
  await buildExtension()
}

/** A failed test leaves a picture of every window that is open. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 100)
    for (const [index, workbench] of openWorkbenches().entries()) {
      await workbench.screenshot(join(OUT, 'e2e', `failed-${name}-${index + 1}.png`)).catch(() => {})
    }
  },
}
