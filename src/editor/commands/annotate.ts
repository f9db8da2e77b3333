import * as vscode from 'vscode'
import { MAX_NAME_LENGTH, MAX_NOTE_LENGTH } from '../../core/job/annotations.ts'
import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { resolveJobs } from '../common/resolveJobs.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { formatTitle, quoteTitle } from '../presentation/title.ts'

/** "Rename": gives a generation a name, which is shown instead of its prompt. */
export async function rename(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'rename',
    placeHolder: vscode.l10n.t('Select a generation to rename'),
    none: vscode.l10n.t('There are no generations yet.'),
  })
  if (!job) return
  const { name = '' } = job.annotations
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Generation'),
    prompt: vscode.l10n.t('The name is shown instead of the prompt. Leave it empty to show the prompt.'),
    placeHolder: toSingleLine(
      formatTitle({ ...job, annotations: { ...job.annotations, name: undefined } }, vscode.l10n),
    ),
    value: name,
    validateInput: (text) => tooLong(text, MAX_NAME_LENGTH),
  })
  if (entered === undefined || entered === name) return
  await (await services.actions()).annotate([job.id], { name: entered })
}

/** "Edit Note": a text about a generation, which its tooltip shows. */
export async function editNote(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'editNote',
    placeHolder: vscode.l10n.t('Select a generation to edit its note'),
    none: vscode.l10n.t('There are no generations yet.'),
  })
  if (!job) return
  const { note = '' } = job.annotations
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t('Edit Note'),
    prompt: vscode.l10n.t('Note on {0}', quoteTitle(job, vscode.l10n)),
    value: note,
    validateInput: (text) => tooLong(text, MAX_NOTE_LENGTH),
  })
  if (entered === undefined || entered === note) return
  await (await services.actions()).annotate([job.id], { note: entered })
}

/** "Add to Favorites". */
export async function addToFavorites(services: ExtensionServices, argument: JobArgument, selected: unknown) {
  await setFavorite(services, argument, selected, true)
}

/** "Remove from Favorites". */
export async function removeFromFavorites(services: ExtensionServices, argument: JobArgument, selected: unknown) {
  await setFavorite(services, argument, selected, false)
}

async function setFavorite(
  services: ExtensionServices,
  argument: JobArgument,
  selected: unknown,
  isFavorite: boolean,
): Promise<void> {
  const jobs: readonly Job[] = await resolveJobs(services, argument, selected, {
    action: isFavorite ? 'addToFavorites' : 'removeFromFavorites',
    placeHolder: isFavorite
      ? vscode.l10n.t('Select a generation to add to the favorites')
      : vscode.l10n.t('Select a generation to remove from the favorites'),
    none: isFavorite ? vscode.l10n.t('All generations are favorites.') : vscode.l10n.t('There are no favorites.'),
  })
  if (jobs.length === 0) return
  const ids = jobs.map(({ id }) => id)
  await (await services.actions()).annotate(ids, { isFavorite })
}

function tooLong(text: string, maxLength: number): string | undefined {
  return text.length > maxLength ? vscode.l10n.t('Enter at most {0} characters.', maxLength) : undefined
}
