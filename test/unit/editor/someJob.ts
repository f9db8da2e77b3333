import type { Job, JobFile } from '../../../src/core/job/job.ts'
import type { RenderContext } from '../../../src/editor/presentation/jobState.ts'

/** The time of every test here. */
export const NOW = Date.UTC(2026, 0, 2, 12, 0, 0)
export const ORIGIN = 'https://api.example'

type Parts = Omit<Partial<Job>, 'file'> & { readonly file?: Partial<JobFile> }

/** A job that was made two minutes ago; `parts` say what is special about it. */
export function someJob(parts: Parts = {}): Job {
  const { file, ...rest } = parts
  return {
    id: '0b1c2d3e-0000-4000-8000-000000000000',
    clientRequestId: 'wan-vace-0b1c2d3e',
    apiOrigin: ORIGIN,
    model: 'alibaba/wan2.2-vace-fun-a14b-pose',
    prompt: 'A dancer on a roof',
    state: 'generating',
    remoteStatus: undefined,
    generationId: undefined,
    error: undefined,
    supportId: undefined,
    resultUrl: undefined,
    creditsUsed: undefined,
    createdAt: NOW - 120_000,
    submittedAt: undefined,
    finishedAt: undefined,
    nextAt: NOW + 1000,
    failures: 0,
    searches: 0,
    retriedAs: undefined,
    ...rest,
    file: {
      state: 'none',
      name: undefined,
      sizeBytes: undefined,
      receivedBytes: undefined,
      error: undefined,
      ...file,
    } as JobFile,
  } as Job
}

/** English, as the editor does it. */
export const l10n = {
  t: (message: string, ...args: (string | number | boolean)[]) =>
    message.replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
}

export function around(parts: Partial<RenderContext> = {}): RenderContext {
  return { l10n, locale: 'en', now: NOW, origin: ORIGIN, hasKey: true, ...parts }
}
