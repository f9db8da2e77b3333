import type * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import type { BatchNotification } from '../../jobs/store/batchNotifications.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Batcher } from './batcher.ts'
import type { VisiblePreviews } from './showJobs.ts'

const BATCH_MS = 2000

export interface Notifications extends vscode.Disposable {
  /** Notifies the user about a job that completed, failed or is unconfirmed. */
  show(job: Job): void
  /** Notifies the user about a batch that has ended, or asks whether to send the rest of it. */
  showBatch(notification: BatchNotification): void
}

/** Registers the notifications about jobs and batches. The code is loaded with the first one. */
export function registerNotifications(services: ExtensionServices, previews: VisiblePreviews): Notifications {
  const showWith = (body: () => Promise<void>) =>
    void body().catch((error: unknown) => showError(error, services.log, 'notifications'))
  const batcher = new Batcher<Job>(BATCH_MS, (ended) =>
    showWith(async () => {
      const [{ showJobs }, { saveFinished }] = await Promise.all([
        import('./showJobs.ts'),
        import('../common/saveFinished.ts'),
      ])
      showJobs(services, previews, ended)
      for (const job of ended) await saveFinished(services, job)
    }),
  )
  return {
    show: (job) => batcher.add(job),
    showBatch: (notification) =>
      showWith(async () => (await import('./batchNotification.ts')).showBatchNotification(services, notification)),
    dispose: () => batcher.dispose(),
  }
}
