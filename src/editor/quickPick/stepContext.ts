import type { Draft } from './draft.ts'
import type { StepOptions } from './inputs.ts'
import type { Suggestion } from './suggestions.ts'

/** How a step ended. */
export type StepResult = 'done' | 'back' | 'canceled'

/** What a step needs to ask for a parameter. */
export interface StepContext {
  readonly step: StepOptions
  readonly draft: Draft
  readonly suggestions?: readonly Suggestion[]
}

/** The options of an input that a step opens. Back returns to the step. */
export function nestedStep(step: StepOptions, title: string): StepOptions {
  return { ...step, title: `${step.title}: ${title}`, canGoBack: true }
}
