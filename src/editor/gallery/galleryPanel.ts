import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import {
  EMPTY_QUERY,
  GALLERY_PAGE_SIZE,
  type GalleryItem,
  type GalleryQuery,
  type MessageFromGalleryPage,
  type MessageToGalleryPage,
  parseMessageFromGalleryPage,
} from '../../protocol/gallery.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { hasRequest } from '../common/hasRequest.ts'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'
import { showError } from '../common/showError.ts'
import type { Thumbnails } from '../common/thumbnails.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { thrownErrorText } from '../presentation/errorText.ts'
import { createRenderContext, DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { galleryItem, galleryStrings } from './galleryItem.ts'

/** Downloads report their progress often. */
const REFRESH_DELAY_MS = 300
const MAX_TAGS = 2000

/** Shows the videos in a webview panel until it is closed. Reads only the part of the jobs that the page shows. */
export class GalleryPanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #thumbnails: Thumbnails
  readonly #disposables = new DisposableStore()
  readonly #refreshTimer = this.#disposables.add(new TimeoutTimer())
  #hasKey = false

  constructor(services: ExtensionServices, panel: vscode.WebviewPanel, thumbnails: Thumbnails) {
    this.#services = services
    this.#panel = panel
    this.#thumbnails = thumbnails
    panel.iconPath = panelIcon(services.extensionUri)
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    this.#disposables.add(
      services.jobs.onDidChange(() => this.#refreshTimer.setIfNotSet(() => this.#changed(), REFRESH_DELAY_MS)),
    )
    this.#load()
  }

  reveal(): void {
    this.#panel.reveal()
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#disposables.dispose()
  }

  /** The page may load only the videos and the thumbnails. */
  #load(): void {
    const { extensionUri, jobs } = this.#services
    loadWebviewPage(this.#panel.webview, extensionUri, {
      name: 'gallery',
      folders: [jobs.videosFolder, this.#thumbnails.folder].map((folder) => vscode.Uri.file(folder)),
      images: ['files', 'messages'],
      videos: ['files'],
    })
  }

  #changed(): void {
    if (!this.#panel.visible) return
    this.#post({ type: 'tags', tags: this.#tags() })
    this.#post({ type: 'changed' })
  }

  #tags(): string[] {
    return this.#services.jobs.tags().slice(0, MAX_TAGS)
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromGalleryPage(raw)
    if (message === undefined) {
      this.#services.log.warn('gallery: ignored an invalid message.')
      return
    }
    this.#handle(message).catch((error) => showError(error, this.#services.log, 'gallery'))
  }

  async #handle(message: MessageFromGalleryPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return await this.#show(message.query ?? EMPTY_QUERY)
      case 'request':
        return this.#sendItems(message)
      case 'run':
        return await this.#run(message)
      case 'thumbnail':
        return await this.#storeThumbnail(message.id, message.base64)
    }
  }

  async #show(query: GalleryQuery): Promise<void> {
    const { jobs, connection, ready } = this.#services
    try {
      const [hasKey] = await Promise.all([connection.hasKey(), ready(), this.#thumbnails.load()])
      this.#hasKey = hasKey
      const commands = await vscode.commands.getCommands(true)
      const canCompare = commands.includes('wanVace.compare')
      this.#post({ type: 'show', strings: galleryStrings(vscode.l10n), query, tags: this.#tags(), canCompare })
      const { videos } = jobs.usage()
      await this.#thumbnails.cleanUp(videos, (id) => jobs.get(id) !== undefined)
    } catch (error) {
      this.#post({ type: 'error', message: thrownErrorText(error, DISPLAY_LANGUAGE).slice(0, 1000) })
    }
  }

  #sendItems({ number, from, query }: Extract<MessageFromGalleryPage, { readonly type: 'request' }>): void {
    const { jobs } = this.#services
    const { text, favoritesOnly, tag, sort } = query
    const filter = { text, favoritesOnly, videosOnly: true, tags: tag === undefined ? [] : [tag] }
    try {
      const found = jobs.search({ filter, sort, limit: GALLERY_PAGE_SIZE, offset: from })
      const items = found.map((job) => this.#item(job)).filter((item) => item !== undefined)
      this.#post({ type: 'items', number, total: jobs.searchCount(filter), from, items })
    } catch (error) {
      this.#post({ type: 'error', message: thrownErrorText(error, DISPLAY_LANGUAGE).slice(0, 1000) })
    }
  }

  #item(job: Job): GalleryItem | undefined {
    const { jobs, connection } = this.#services
    const path = jobs.videoPath(job)
    if (path === undefined) return undefined
    const thumbnail = this.#thumbnails.path(job)
    const urls = { src: this.#url(path), thumbnail: thumbnail === undefined ? undefined : this.#url(thumbnail) }
    return galleryItem(job, hasRequest(jobs, job), urls, createRenderContext(connection.origin, this.#hasKey))
  }

  #url(path: string): string {
    return this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString()
  }

  async #run({ command, ids }: Extract<MessageFromGalleryPage, { readonly type: 'run' }>): Promise<void> {
    const [first] = ids
    if (command === 'newGeneration') await vscode.commands.executeCommand('wanVace.newGeneration')
    else if (first !== undefined) {
      const selected = ids.map((id) => ({ id }))
      await vscode.commands.executeCommand(`wanVace.${command}`, { id: first }, selected)
    }
  }

  async #storeThumbnail(id: string, base64: string): Promise<void> {
    const job = this.#services.jobs.get(id)
    if (job?.file.state === 'saved') await this.#thumbnails.write(job, Buffer.from(base64, 'base64'))
  }

  #post(message: MessageToGalleryPage): void {
    void this.#panel.webview.postMessage(message)
  }
}
