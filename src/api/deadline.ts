/** A signal that aborts when the caller's signal does or when the time is up. */
export interface Deadline {
  readonly signal: AbortSignal
  /** What aborted the signal first; undefined if it is not aborted. */
  readonly abortedBy: 'caller' | 'deadline' | undefined
  /** Moves the deadline to `ms` after the start. */
  moveTo(ms: number): void
  /** Stops the timer and removes the listener of the caller's signal. */
  dispose(): void
}

/** Starts a deadline that is `ms` from now. */
export function startDeadline(ms: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController()
  const startedAt = performance.now()
  const state: { abortedBy: Deadline['abortedBy']; timer: NodeJS.Timeout | undefined } = {
    abortedBy: undefined,
    timer: undefined,
  }
  const abort = (by: 'caller' | 'deadline') => {
    state.abortedBy ??= by
    controller.abort()
  }
  const onCallerAbort = () => abort('caller')
  const moveTo = (endMs: number) => {
    clearTimeout(state.timer)
    const remainingMs = endMs - (performance.now() - startedAt)
    state.timer = setTimeout(() => abort('deadline'), Math.max(0, remainingMs))
  }
  if (caller?.aborted) onCallerAbort()
  caller?.addEventListener('abort', onCallerAbort, { once: true })
  moveTo(ms)
  return {
    signal: controller.signal,
    get abortedBy() {
      return state.abortedBy
    },
    moveTo,
    dispose() {
      clearTimeout(state.timer)
      caller?.removeEventListener('abort', onCallerAbort)
    },
  }
}
