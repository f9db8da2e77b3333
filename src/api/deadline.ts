/** A signal that aborts when the caller's does, or when time is up, and can tell which. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Undefined while neither happened. */
  readonly abortedBy: 'caller' | 'deadline' | undefined
  /** Moves the end to `ms` after the start. */
  moveTo(ms: number): void
  /** Call when the work is over: lets go of the timer and of the caller's signal. */
  dispose(): void
}

/** Starts now, ends `ms` later. */
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
  const onCaller = () => abort('caller')
  const moveTo = (end: number) => {
    clearTimeout(state.timer)
    state.timer = setTimeout(() => abort('deadline'), Math.max(0, end - (performance.now() - startedAt)))
  }
  if (caller?.aborted) onCaller()
  caller?.addEventListener('abort', onCaller, { once: true })
  moveTo(ms)
  return {
    signal: controller.signal,
    get abortedBy() {
      return state.abortedBy
    },
    moveTo,
    dispose() {
      clearTimeout(state.timer)
      caller?.removeEventListener('abort', onCaller)
    },
  }
}
