import * as vscode from 'vscode'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { billedTwiceText } from '../presentation/billedTwiceText.ts'
import { Drafts } from './draft.ts'
import { REVIEW_STEP, runGenerateFlow } from './generateFlow.ts'
import { openJobDraft, openNewDraft } from './openDraft.ts'

/** The multi-step input that prompts for a request. */
export class QuickPickFlow {
  readonly #services: ExtensionServices
  readonly #drafts = new Drafts()

  constructor(services: ExtensionServices) {
    this.#services = services
  }

  async start(): Promise<void> {
    await runGenerateFlow(this.#services, this.#drafts, {
      title: vscode.l10n.t('Generate Video'),
      draft: openNewDraft(this.#drafts),
      firstStep: 0,
    })
  }

  /** Opens the summary of a job's request, to change it. */
  async startFromJob(job: Job, request: GenerationRequest): Promise<void> {
    await runGenerateFlow(this.#services, this.#drafts, {
      title: vscode.l10n.t('Generate Again with Changes'),
      draft: openJobDraft(this.#drafts, job.id, request),
      firstStep: REVIEW_STEP,
      warning: billedTwiceText(job, vscode.l10n),
    })
  }
}
