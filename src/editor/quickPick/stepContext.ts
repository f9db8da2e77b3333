import type { Draft } from './draft.ts'
import type { Frame } from './inputs.ts'
import type { Offer } from './suggestions.ts'

/** How one step of the flow ended. */
export type Outcome = 'done' | 'back' | 'escaped'

/** What a question about a parameter is asked with. */
export interface StepContext {
  readonly frame: Frame
  readonly draft: Draft
  /** Values at hand for the parameter. */
  readonly offers?: readonly Offer[]
}

/** The frame of a question inside a step: one can always go back from it. */
export function inside(frame: Frame, about: string): Frame {
  return { ...frame, title: `${frame.title}: ${about}`, canGoBack: true }
}
