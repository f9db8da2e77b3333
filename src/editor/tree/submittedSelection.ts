import type * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { JobTree } from './jobTree.ts'
import type { TreeElement } from './treeElements.ts'

/** Selects the row of each job that this window submits. Does not take the focus: the user may be typing elsewhere. */
export class SubmittedSelection {
  readonly #services: ExtensionServices
  readonly #tree: JobTree
  readonly #view: vscode.TreeView<TreeElement>
  /** The last submitted job, until its row is selected. */
  #pendingId: string | undefined

  constructor(services: ExtensionServices, tree: JobTree, view: vscode.TreeView<TreeElement>) {
    this.#services = services
    this.#tree = tree
    this.#view = view
  }

  /** To be called with the ID of a new job, before the tree reads the jobs. */
  jobSubmitted(id: string): void {
    const selectedId = this.#pendingId ?? this.#view.selection.find((element) => element.kind === 'job')?.id
    if (selectedId !== undefined) this.#tree.moveSelection(selectedId, id)
    this.#pendingId = id
  }

  /** To be called when the tree has read the jobs, and when the view becomes visible. */
  apply(): void {
    const element = this.#pendingId === undefined ? undefined : this.#tree.element(this.#pendingId)
    // `reveal` would open a hidden view.
    if (!element || !this.#view.visible) return
    this.#pendingId = undefined
    const revealed = this.#view.reveal(element, { select: true, focus: false })
    revealed.then(undefined, (error) => this.#services.log.warn(messageOf(error)))
  }
}
