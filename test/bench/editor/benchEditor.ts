import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { type EditorServer, startEditorServer } from '../../../scripts/editor/editorServer.ts'
import { installFolder } from '../../../scripts/editor/installExtension.ts'
import { buildExtension } from '../../../scripts/lib/buildExtension.ts'
import { ROOT } from '../../../scripts/lib/paths.ts'
import { makeTempFolder, removeTempFolder } from '../../../scripts/lib/tempFolder.ts'
import { Workbench } from '../../e2e/driver/workbench.ts'
import { installProbe } from './installProbe.ts'
import { COLLECT_SIGNAL, type HostReport, type MemoryReport, type ProbePlan } from './probeReport.ts'

/** The measured extension. */
export const EXTENSION_ID = 'wan-vace.wan-vace-studio'

/** The server build looks for open ports all the time: it reads the files of every process of the computer. */
const SETTINGS = { 'remote.autoForwardPortsSource': 'output' }

const REPORT_LIMIT_MS = 60_000
const EXIT_LIMIT_MS = 5000

/** The storage of a folder is locked by a file that the extension host touches every second. */
const WITHOUT_FOLDER = '?ew=true'

export interface BenchEditorOptions {
  /** `measured`: our extension and the probe. `empty`: only the probe, which does nothing. */
  readonly extensions: 'measured' | 'empty'
  /** Removes our activation events, so that only the probe activates our extension. Default: false. */
  readonly activatedByProbe?: boolean
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A window and its extension host. */
export interface BenchWindow {
  /** Undefined in an editor without our extension. */
  readonly workbench: Workbench | undefined
  readonly host: HostReport
  /** Collects garbage in the extension host, and returns what it still uses. */
  collectGarbage(): Promise<MemoryReport>
  /** Closes the window and ends its extension host. */
  close(): Promise<void>
}

/** A VS Code server with the probe installed. */
export class BenchEditor {
  readonly dataDir: string
  readonly #extensions: BenchEditorOptions['extensions']
  readonly #browser: Browser
  readonly #server: EditorServer
  readonly #probeFolder: string

  private constructor(
    { extensions }: BenchEditorOptions,
    parts: { dataDir: string; browser: Browser; server: EditorServer; probeFolder: string },
  ) {
    this.dataDir = parts.dataDir
    this.#extensions = extensions
    this.#browser = parts.browser
    this.#server = parts.server
    this.#probeFolder = parts.probeFolder
  }

  /** Starts a server whose windows `browser` opens. */
  static async start(browser: Browser, options: BenchEditorOptions): Promise<BenchEditor> {
    const { extensions, activatedByProbe = false, settings = {} } = options
    const dataDir = await makeTempFolder('bench')
    const probeFolder = join(dataDir, 'probe')
    await mkdir(probeFolder)
    await installProbe(dataDir)
    if (extensions === 'measured') {
      await buildExtension()
      await installFolder(ROOT, dataDir)
      if (activatedByProbe) await removeActivationEvents(dataDir)
    }
    const server = await startEditorServer({
      dataDir,
      settings: { ...SETTINGS, ...settings },
      env: { WAN_VACE_PROBE_FOLDER: probeFolder },
    })
    return new BenchEditor(options, { dataDir, browser, server, probeFolder })
  }

  get serverPid(): number {
    return this.#server.pid
  }

  /** Opens a window without a folder, and waits until the probe has reported. */
  async open(plan: ProbePlan = { delayMs: 0, activate: [] }): Promise<BenchWindow> {
    await writeFile(join(this.#probeFolder, 'plan.json'), JSON.stringify(plan))
    const known = new Set(this.#hostReports())
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 } })
    const url = `${this.#server.origin}/${WITHOUT_FOLDER}`
    // A `Workbench` waits for our extension.
    const workbench = this.#extensions === 'measured' ? await Workbench.open(context, url) : undefined
    const page = workbench?.page ?? (await context.newPage())
    if (workbench === undefined) await page.goto(url)
    const host = (await this.#waitForReport(() => this.#hostReports().find((name) => !known.has(name)))) as HostReport
    const collectGarbage = async () => {
      const name = `memory-${host.pid}.json`
      rmSync(join(this.#probeFolder, name), { force: true })
      process.kill(host.pid, COLLECT_SIGNAL)
      return (await this.#waitForReport(() => (this.#reports().includes(name) ? name : undefined))) as MemoryReport
    }
    const close = async () => {
      // Leaving the page ends the extension host. Closing the page does not: the server waits for a reconnection.
      await page.goto('about:blank')
      await context.close()
      await waitForExit(host.pid)
    }
    return { workbench, host, collectGarbage, close }
  }

  async dispose(): Promise<void> {
    await this.#server.stop()
    await removeTempFolder(this.dataDir)
  }

  #reports(): string[] {
    return readdirSync(this.#probeFolder)
  }

  #hostReports(): string[] {
    return this.#reports().filter((name) => /^host-\d+\.json$/.test(name))
  }

  /** Waits until `find` returns the name of a report. Returns its content. */
  async #waitForReport(find: () => string | undefined): Promise<unknown> {
    for (const end = Date.now() + REPORT_LIMIT_MS; ; await sleep(100)) {
      const name = find()
      if (name !== undefined) return JSON.parse(readFileSync(join(this.#probeFolder, name), 'utf8'))
      if (Date.now() > end) throw new Error(`The extension host did not report.\n${this.#server.output()}`)
    }
  }
}

/** Waits until an extension host has exited. The page does not always tell it to: then ends it. */
async function waitForExit(pid: number): Promise<void> {
  for (const end = Date.now() + EXIT_LIMIT_MS; existsSync(`/proc/${pid}`); await sleep(50)) {
    if (Date.now() > end) process.kill(pid, 'SIGKILL')
  }
}

async function removeActivationEvents(dataDir: string): Promise<void> {
  const extensions = join(dataDir, 'extensions')
  const folder = readdirSync(extensions).find((name) => name.startsWith(EXTENSION_ID)) ?? ''
  const file = join(extensions, folder, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }))
}
