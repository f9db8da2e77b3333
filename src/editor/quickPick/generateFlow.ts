import * as vscode from 'vscode'
import { findParameter } from '../../core/model/parameter.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { askParameter } from './askParameter.ts'
import type { Draft, Drafts } from './draft.ts'
import type { StepOptions } from './inputs.ts'
import { STEP_PARAMETERS } from './moreParameters.ts'
import { parameterLabel } from './parameterText.ts'
import { reviewDraft } from './review.ts'
import type { StepResult } from './stepContext.ts'
import { submitDraft } from './submitDraft.ts'
import { type Suggestion, selectedPrompt, sourceVideoSuggestions } from './suggestions.ts'

export interface GenerateFlowOptions {
  readonly title: string
  readonly draft: Draft
  /** Index of the first step. The Back button leads to the earlier ones. */
  readonly firstStep: number
  /** Shown in the last step. */
  readonly warning?: string | undefined
}

/** Index of the last step, which shows the request. The steps of the parameters come before it. */
export const REVIEW_STEP = STEP_PARAMETERS.length

/**
 * Asks for a request in steps and submits it. Returns when there is a job or the user presses Escape. The draft is kept
 * after Escape.
 */
export async function runGenerateFlow(
  services: ExtensionServices,
  drafts: Drafts,
  options: GenerateFlowOptions,
): Promise<void> {
  const { draft } = options
  const suggestions = await suggestionsFor(draft)
  let index = options.firstStep
  while (index >= 0) {
    const name = STEP_PARAMETERS[index]
    const parameter = name === undefined ? undefined : findParameter(draft.model, name)
    const step = stepOptions(parameter ? `${options.title}: ${parameterLabel(parameter)}` : options.title, index)
    if (name !== undefined) {
      const result = await askStep(step, draft, name, suggestions)
      if (result === 'canceled') return
      index += result === 'done' ? 1 : -1
      continue
    }
    // The cost that this step shows applies to this origin. If the origin changes, submitting fails and the step is shown
    // again.
    const { origin } = services.connection
    const result = await reviewDraft(step, draft, services, options.warning)
    if (result === 'canceled') return
    if (result === 'back') index--
    if (result === 'startOver') {
      draft.reset()
      index = options.firstStep
    }
    if (result === 'generate' && (await submitDraft(services, drafts, draft, origin))) return
  }
}

function stepOptions(title: string, index: number): StepOptions {
  return { title, step: index + 1, totalSteps: REVIEW_STEP + 1, canGoBack: index > 0 }
}

async function askStep(
  step: StepOptions,
  draft: Draft,
  name: string,
  suggestions: ReadonlyMap<string, readonly Suggestion[]>,
): Promise<StepResult> {
  const parameter = findParameter(draft.model, name)
  // Not every model has all of these parameters.
  return parameter ? askParameter({ step, draft, suggestions: suggestions.get(name) ?? [] }, parameter) : 'done'
}

/** Collected when the flow starts, because the selection may change later. */
async function suggestionsFor(draft: Draft): Promise<Map<string, readonly Suggestion[]>> {
  const parameter = findParameter(draft.model, 'video_url')
  const sources = parameter ? await sourceVideoSuggestions(parameter) : []
  const prompt = selectedPrompt()
  return new Map<string, readonly Suggestion[]>([
    ['video_url', sources],
    ['prompt', prompt === undefined ? [] : [{ value: prompt, source: vscode.l10n.t('Selected text') }]],
  ])
}
