import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { BenchEditor, EXTENSION_ID } from './editor/benchEditor.ts'
import type { ActivationTimes } from './editor/probeReport.ts'
import type { BenchPart } from './figures.ts'
import { median } from './support/median.ts'

const REFERENCE_ID = 'vscode.media-preview'
/** The extension host loads its own extensions until then. */
const DELAY_MS = 2000

/**
 * Both extensions are activated in the same extension host by `Extension.activate()`, alternately first, after the window
 * has started. The times are those of the editor ("Developer: Startup Performance"): loading the module, the call of
 * `activate`, and the wait for its promise.
 */
export const activationPart: BenchPart = {
  name: 'activation',
  title: `activation time against ${REFERENCE_ID}, in the same extension host`,
  async measure({ quick }) {
    const ours: ActivationTimes[] = []
    const reference: ActivationTimes[] = []
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const editor = await BenchEditor.start(browser, { extensions: 'measured', activatedByProbe: true })
    resources.defer(() => editor.dispose())
    // The first window after an installation fills the editor's caches.
    await measureWindow(editor, [EXTENSION_ID, REFERENCE_ID])
    for (let run = 0; run < (quick ? 2 : 10); run++) {
      const ids = [EXTENSION_ID, REFERENCE_ID]
      const times = await measureWindow(editor, run % 2 === 0 ? ids : ids.reverse())
      ours.push(timesOf(times, EXTENSION_ID))
      reference.push(timesOf(times, REFERENCE_ID))
    }
    const [oursMs, referenceMs] = [median(ours.map(totalMs)), median(reference.map(totalMs))]
    return [
      { key: 'activation.ratioToMediaPreview', value: oursMs / referenceMs },
      { key: 'activation.totalMs', value: oursMs, unit: 'ms' },
      { key: 'activation.loadMs', value: median(ours.map(({ loadMs }) => loadMs)), unit: 'ms' },
      { key: 'activation.callMs', value: median(ours.map(({ callMs }) => callMs)), unit: 'ms' },
      { key: 'activation.finishMs', value: median(ours.map(({ finishMs }) => finishMs)), unit: 'ms' },
      { key: 'activation.mediaPreviewMs', value: referenceMs, unit: 'ms' },
    ]
  },
}

async function measureWindow(editor: BenchEditor, ids: readonly string[]) {
  const window = await editor.open({ delayMs: DELAY_MS, activate: ids })
  await window.close()
  return window.host.activation
}

function timesOf(activation: Readonly<Record<string, ActivationTimes>>, id: string): ActivationTimes {
  const times = activation[id]
  if (times === undefined) throw new Error(`The editor reports no activation times of ${id}.`)
  return times
}

function totalMs({ loadMs, callMs, finishMs }: ActivationTimes): number {
  return loadMs + callMs + finishMs
}
