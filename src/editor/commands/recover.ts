import * as vscode from 'vscode'
import type { AccountGeneration } from '../../jobs/jobActions.ts'
import { withCancellableProgress } from '../common/progress.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { presentAccountGeneration } from '../presentation/accountGeneration.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

/** The service keeps its logs for 92 days. */
const TIME_RANGES_DAYS = [1, 7, 30, 92]

/** "Recover Generations from Account": adds generations that the account logs list. Free. */
export async function recover(services: ExtensionServices): Promise<void> {
  if (!(await services.connection.connectOrPrompt())) return
  const days = await pickTimeRange()
  if (days === undefined) return
  const generations = await readAccount(services, days)
  if (generations.length === 0) {
    void vscode.window.showInformationMessage(
      days === 1
        ? vscode.l10n.t('The account has no generations with the supported models in the last day.')
        : vscode.l10n.t('The account has no generations with the supported models in the last {0} days.', days),
    )
    return
  }
  const picked = await pickGenerations(generations, services.connection.isSandbox)
  if (picked.length === 0) return
  const actions = await services.actions()
  const rows = picked.map(({ row }) => row)
  // Cancel keeps what was recovered until then.
  const count = await withCancellableProgress(vscode.l10n.t('Recovering generations…'), (signal, report) =>
    actions.importFromAccount(rows, { signal, onProgress: (done) => report(done / rows.length) }),
  )
  const message =
    count === 1
      ? vscode.l10n.t('Recovered 1 generation. Its video is downloaded if the service still provides it.')
      : vscode.l10n.t(
          'Recovered {0} generations. Their videos are downloaded if the service still provides them.',
          count,
        )
  void vscode.window.showInformationMessage(message)
  await vscode.commands.executeCommand('wanVace.jobs.focus', { preserveFocus: true })
}

async function pickTimeRange(): Promise<number | undefined> {
  const items = TIME_RANGES_DAYS.map((days) => ({
    label: days === 1 ? vscode.l10n.t('Last day') : vscode.l10n.t('Last {0} days', days),
    days,
  }))
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Recover Generations from Account (1/2)'),
    placeHolder: vscode.l10n.t('Select a time range'),
  })
  return picked?.days
}

async function readAccount(services: ExtensionServices, days: number): Promise<AccountGeneration[]> {
  const [actions, { MODELS }] = await Promise.all([services.actions(), import('../../core/model/models.ts')])
  const models = MODELS.map(({ id }) => id)
  return await withCancellableProgress(vscode.l10n.t('Reading the account logs…'), (signal) =>
    actions.account.generations(models, days, signal),
  )
}

async function pickGenerations(
  generations: readonly AccountGeneration[],
  isFree: boolean,
): Promise<AccountGeneration[]> {
  const context = { ...DISPLAY_LANGUAGE, now: Date.now(), isFree }
  const items = generations.map((generation) => presentAccountGeneration(generation, context))
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Recover Generations from Account (2/2)'),
    placeHolder: vscode.l10n.t('Select the generations to add to the list. This is free.'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  })
  return (picked ?? []).map(({ generation }) => generation)
}
