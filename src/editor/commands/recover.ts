import * as vscode from 'vscode'
import type { AccountGeneration } from '../../jobs/ports.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { withCancellableProgress } from './fileTransfer.ts'
import { recoverItemOf } from './recoverItem.ts'

/** The service answers for 92 days at most. */
const WINDOWS_DAYS = [1, 7, 30, 92]

/** Lists what the account did with our models, and takes the chosen generations in as jobs. Buys nothing. */
export function registerRecover(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.recover', services.log, async () => {
    if (!(await services.connection.connectOrAsk())) return
    const days = await askForDays()
    if (days === undefined) return
    const generations = await readAccount(services, days)
    if (generations.length === 0) {
      void vscode.window.showInformationMessage(
        days === 1
          ? vscode.l10n.t('The account made nothing with these models in the last day.')
          : vscode.l10n.t('The account made nothing with these models in the last {0} days.', days),
      )
      return
    }
    const chosen = await choose(generations)
    if (chosen.length === 0) return
    const taken = (await services.actions()).importFromAccount(chosen.map(({ row }) => row))
    const message =
      taken === 1
        ? vscode.l10n.t('1 generation taken in. Its video is fetched now, as long as the service still has it.')
        : vscode.l10n.t(
            '{0} generations taken in. Their videos are fetched now, as long as the service still has them.',
            taken,
          )
    void vscode.window.showInformationMessage(message)
    await vscode.commands.executeCommand('wanVace.jobs.focus')
  })
}

async function askForDays(): Promise<number | undefined> {
  const items = WINDOWS_DAYS.map((days) => ({
    label: days === 1 ? vscode.l10n.t('Last day') : vscode.l10n.t('Last {0} days', days),
    days,
  }))
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Recover Generations from Account (1/2)'),
    placeHolder: vscode.l10n.t('How far back?'),
  })
  return chosen?.days
}

async function readAccount(services: ExtensionServices, days: number): Promise<AccountGeneration[]> {
  const [actions, { MODELS }] = await Promise.all([services.actions(), import('../../core/model/models.ts')])
  const models = MODELS.map(({ id }) => id)
  return await withCancellableProgress(vscode.l10n.t('Reading the account’s generations…'), (signal) =>
    actions.accountGenerations(models, days, signal),
  )
}

async function choose(generations: readonly AccountGeneration[]): Promise<AccountGeneration[]> {
  const around = { l10n: vscode.l10n, locale: vscode.env.language, now: Date.now() }
  const items = generations.map((generation) => recoverItemOf(generation, around))
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Recover Generations from Account (2/2)'),
    placeHolder: vscode.l10n.t('Which should be in the list? Nothing is bought.'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  })
  return (chosen ?? []).map(({ generation }) => generation)
}
