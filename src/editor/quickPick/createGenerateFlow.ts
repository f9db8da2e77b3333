import type { ExtensionServices } from '../extensionServices.ts'
import type { QuickPickFlow } from './quickPickFlow.ts'

/** Returns a function that creates the multi-step input on first use, which loads its code. */
export function createGenerateFlow(services: ExtensionServices): () => Promise<QuickPickFlow> {
  let loading: Promise<QuickPickFlow> | undefined
  return () => {
    loading ??= import('./quickPickFlow.ts').then(({ QuickPickFlow }) => new QuickPickFlow(services))
    return loading
  }
}
