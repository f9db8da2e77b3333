import { join } from 'node:path'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { OUT } from '../../scripts/lib/paths.ts'
import { openWorkbenches } from './driver/workbench.ts'
import { appendFiles, filesWithFailures } from './failedFiles.ts'
import { sharedSession } from './sharedSession.ts'

export async function mochaGlobalSetup(): Promise<void> {
  await buildExtension()
  // The workers inherit this: another build would delete `dist/` while an editor uses it.
  process.env['WAN_VACE_BUILT'] = '1'
}

export async function mochaGlobalTeardown(): Promise<void> {
  await sharedSession.dispose()
}

/** Takes a screenshot of every open window after a failed test, and lists the files with failures for `npm test`. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 100)
    for (const [index, workbench] of openWorkbenches().entries()) {
      await workbench.screenshot(join(OUT, 'e2e', `failed-${name}-${index + 1}.png`)).catch(() => {})
    }
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    const list = process.env['WAN_VACE_FAILED_FILES']
    const suite = this.test?.parent
    if (list !== undefined && suite !== undefined) await appendFiles(list, filesWithFailures(suite))
  },
}
