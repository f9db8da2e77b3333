import * as vscode from 'vscode'
import { MAX_TAGS, parseTags } from '../../core/job/annotations.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { resolveJobs } from '../common/resolveJobs.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string
}

/** "Edit Tags": adds tags to generations and removes them. A tag that is typed is created. */
export async function editTags(services: ExtensionServices, argument: JobArgument, selected: unknown): Promise<void> {
  const jobs = await resolveJobs(services, argument, selected, {
    action: 'editTags',
    placeHolder: vscode.l10n.t('Select a generation to edit its tags'),
    none: vscode.l10n.t('There are no generations yet.'),
  })
  if (jobs.length === 0) return
  const common = commonTags(jobs)
  const picked = await pickTags(services.jobs.tags(), common, titleOf(jobs))
  if (picked === undefined) return
  const change = {
    addTags: picked.filter((tag) => !common.includes(tag)),
    removeTags: common.filter((tag) => !picked.includes(tag)),
  }
  if (change.addTags.length + change.removeTags.length === 0) return
  const ids = jobs.map(({ id }) => id)
  await (await services.actions()).annotate(ids, change)
}

function titleOf(jobs: readonly Job[]): string {
  const [first] = jobs
  return jobs.length === 1 && first !== undefined
    ? vscode.l10n.t('Tags of {0}', quoteTitle(first, vscode.l10n))
    : vscode.l10n.t('Tags of {0} Generations', jobs.length)
}

/** The tags that all jobs have. */
function commonTags([first, ...others]: readonly Job[]): readonly string[] {
  const tags = first?.annotations.tags ?? []
  return tags.filter((tag) => others.every(({ annotations }) => annotations.tags.includes(tag)))
}

/** Returns undefined if the user cancels. */
function pickTags(known: readonly string[], picked: readonly string[], title: string): Promise<string[] | undefined> {
  const { promise, resolve } = Promise.withResolvers<string[] | undefined>()
  const pick = vscode.window.createQuickPick<TagItem>()
  const created = new Set<string>()
  let checked: readonly string[] = picked
  const update = () => {
    const typed = parseTags(pick.value).filter((tag) => !known.includes(tag) && !created.has(tag))
    const tags = [...new Set([...picked, ...created, ...known])]
    const items = [
      ...typed.map((tag) => ({ ...itemOf(tag), description: vscode.l10n.t('New tag'), alwaysShow: true })),
      ...tags.map(itemOf),
    ]
    pick.items = items
    pick.selectedItems = items.filter(({ tag }) => checked.includes(tag))
  }
  pick.title = title
  pick.placeholder = vscode.l10n.t('Select tags, or type a new one (at most {0} tags)', MAX_TAGS)
  pick.canSelectMany = true
  pick.onDidChangeValue(update)
  pick.onDidChangeSelection((items) => {
    checked = items.map(({ tag }) => tag)
    for (const tag of checked) if (!known.includes(tag)) created.add(tag)
  })
  pick.onDidAccept(() => {
    // Enter adds the tag that was typed, without selecting it first.
    const typed = parseTags(pick.value).filter((tag) => !known.includes(tag))
    resolve([...new Set([...checked, ...typed])])
    pick.hide()
  })
  pick.onDidHide(() => {
    resolve(undefined)
    pick.dispose()
  })
  update()
  pick.show()
  return promise
}

function itemOf(tag: string): TagItem {
  return { label: sanitizeText(tag), tag }
}
