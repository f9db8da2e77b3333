import * as vscode from 'vscode'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Drafts } from './draft.ts'

/** The quick picks that prompt for a request, as commands run them. Their code is loaded on first use. */
export function createGenerateFlow(services: ExtensionServices) {
  const drafts = new Drafts()
  const load = async () => {
    const [flow, draft] = await Promise.all([import('./flow.ts'), import('./takeDraft.ts')])
    return { ...flow, ...draft }
  }
  return {
    async start(): Promise<void> {
      const { runFlow, newDraft } = await load()
      await runFlow(services, drafts, { title: vscode.l10n.t('Generate Video'), draft: newDraft(drafts), at: 0 })
    },

    async startFromUrl(videoUrl: string): Promise<void> {
      const { runFlow, newDraft } = await load()
      const draft = newDraft(drafts)
      const previous = draft.value('video_url')
      draft.set('video_url', videoUrl)
      const from = vscode.l10n.t('Previously selected')
      const sources = typeof previous === 'string' && previous !== videoUrl ? [{ value: previous, from }] : []
      await runFlow(services, drafts, { title: vscode.l10n.t('Generate Video'), draft, at: 1, sources })
    },

    async startFromJob(job: Job, request: GenerationRequest): Promise<void> {
      const { runFlow, draftOf, REVIEW_STEP } = await load()
      const warning =
        job.state === 'unconfirmed'
          ? vscode.l10n.t(
              'The first request may have reached the service, although no response came back. You may be billed twice.',
            )
          : undefined
      const title = vscode.l10n.t('Generate Again with Changes')
      await runFlow(services, drafts, { title, draft: draftOf(drafts, job.id, request), at: REVIEW_STEP, warning })
    },
  }
}
