import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { GalleryDriver } from '../e2e/driver/galleryDriver.ts'
import type { Workbench } from '../e2e/driver/workbench.ts'
import { storageFolder } from '../e2e/seedJobs.ts'
import { BenchEditor } from './editor/benchEditor.ts'
import type { BenchPart } from './figures.ts'
import { median } from './support/median.ts'
import { seedStore } from './support/seedStore.ts'

const FEW = 100
const MANY = 10_000
const TITLE = 'Wan VACE: Show Gallery'

/** From the click on the command to the first tiles, in two editors that take turns. */
export const galleryPart: BenchPart = {
  name: 'gallery',
  title: `time to open the gallery, ${MANY} generations against ${FEW}`,
  async measure({ quick }) {
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const few = await openEditor(browser, FEW, resources)
    const many = await openEditor(browser, MANY, resources)
    const times = { few: [] as number[], many: [] as number[] }
    // The first round loads the code.
    for (let round = 0; round < (quick ? 2 : 6); round++) {
      const [fewMs, manyMs] = [await openGallery(few), await openGallery(many)]
      if (round === 0) continue
      times.few.push(fewMs)
      times.many.push(manyMs)
    }
    const [fewMs, manyMs] = [median(times.few), median(times.many)]
    return [
      { key: `gallery.openRatio${MANY}`, value: manyMs / fewMs },
      { key: `gallery.openMs${MANY}`, value: manyMs, unit: 'ms' },
      { key: `gallery.openMs${FEW}`, value: fewMs, unit: 'ms' },
    ]
  },
}

async function openEditor(browser: Browser, jobs: number, resources: AsyncDisposableStack): Promise<Workbench> {
  const editor = await BenchEditor.start(browser, { extensions: 'measured' })
  resources.defer(() => editor.dispose())
  await seedStore(storageFolder(editor.dataDir), { jobs })
  const { workbench } = await editor.open()
  if (workbench === undefined) throw new Error('The window has no extension.')
  await workbench.view.open()
  await workbench.view.row('take 0').waitFor()
  return workbench
}

/** Returns the milliseconds until tiles are shown. Closes the gallery again. */
async function openGallery(workbench: Workbench): Promise<number> {
  await workbench.openCommandPalette(TITLE)
  const row = workbench.quickInput.rows.locator('.label-name', { hasText: TITLE }).first()
  await row.waitFor()
  const start = performance.now()
  await row.click()
  await new GalleryDriver(workbench).tiles.first().waitFor()
  const openMs = performance.now() - start
  await workbench.runCommand('View: Close All Editors')
  await workbench.tab('Gallery').waitFor({ state: 'detached' })
  return openMs
}
