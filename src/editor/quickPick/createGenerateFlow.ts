import * as vscode from 'vscode'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Drafts } from './draft.ts'

/** Creates the multi-step input that prompts for a request. Its code is loaded on first use. */
export function createGenerateFlow(services: ExtensionServices) {
  const drafts = new Drafts()
  const load = async () => {
    const [flow, draft] = await Promise.all([import('./generateFlow.ts'), import('./openDraft.ts')])
    return { ...flow, ...draft }
  }
  return {
    async start(): Promise<void> {
      const { runGenerateFlow, openNewDraft } = await load()
      await runGenerateFlow(services, drafts, {
        title: vscode.l10n.t('Generate Video'),
        draft: openNewDraft(drafts),
        firstStep: 0,
      })
    },

    async startFromUrl(videoUrl: string): Promise<void> {
      const { runGenerateFlow, openNewDraft } = await load()
      const draft = openNewDraft(drafts)
      const previous = draft.get('video_url')
      draft.set('video_url', videoUrl)
      const source = vscode.l10n.t('Previously selected')
      const sources = typeof previous === 'string' && previous !== videoUrl ? [{ value: previous, source }] : []
      await runGenerateFlow(services, drafts, { title: vscode.l10n.t('Generate Video'), draft, firstStep: 1, sources })
    },

    async startFromJob(job: Job, request: GenerationRequest): Promise<void> {
      const { runGenerateFlow, openJobDraft, REVIEW_STEP } = await load()
      const warning =
        job.state === 'unconfirmed'
          ? vscode.l10n.t(
              'The first request may have reached the service, although no response came back. You may be billed twice.',
            )
          : undefined
      const title = vscode.l10n.t('Generate Again with Changes')
      await runGenerateFlow(services, drafts, {
        title,
        draft: openJobDraft(drafts, job.id, request),
        firstStep: REVIEW_STEP,
        warning,
      })
    },
  }
}
