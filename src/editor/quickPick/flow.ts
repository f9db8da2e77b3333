import * as vscode from 'vscode'
import { parameterNamed } from '../../core/model/parameter.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { askParameter } from './askParameter.ts'
import type { Draft, Drafts } from './draft.ts'
import type { Frame } from './inputs.ts'
import { STEP_PARAMETERS } from './moreParameters.ts'
import { labelOf } from './parameterText.ts'
import { review } from './review.ts'
import type { Outcome } from './stepContext.ts'
import { submitDraft } from './submitDraft.ts'
import { type Offer, promptOffer, sourceOffers } from './suggestions.ts'

export interface FlowStart {
  readonly title: string
  readonly draft: Draft
  /** The step to begin with, from 0; Back leads to the ones before. */
  readonly at: number
  /** Further values for the source video. */
  readonly sources?: readonly Offer[]
  /** Shown beside what will be sent. */
  readonly warning?: string | undefined
}

/** The step that shows what will be sent; the parameters' own steps come before it. */
export const REVIEW_STEP = STEP_PARAMETERS.length

/**
 * Asks for a request in steps and submits it. Ends when there is a job, or with Escape; the draft then stays as it is,
 * for the next time.
 */
export async function runFlow(services: ExtensionServices, drafts: Drafts, start: FlowStart): Promise<void> {
  const { draft } = start
  const offers = await offersFor(draft, start.sources ?? [])
  let at = start.at
  while (at >= 0) {
    const name = STEP_PARAMETERS[at]
    const parameter = name === undefined ? undefined : parameterNamed(draft.model, name)
    const frame = frameOf(parameter ? `${start.title}: ${labelOf(parameter)}` : start.title, at)
    if (name !== undefined) {
      const outcome = await askStep(frame, draft, name, offers)
      if (outcome === 'escaped') return
      at += outcome === 'done' ? 1 : -1
      continue
    }
    // What the last step says of the cost holds for this one; should it change meanwhile, it is shown anew.
    const { origin } = services.connection
    const outcome = await review(frame, draft, services.connection, start.warning)
    if (outcome === 'escaped') return
    if (outcome === 'back') at--
    if (outcome === 'startOver') {
      draft.reset()
      at = start.at
    }
    if (outcome === 'generate' && (await submitDraft(services, drafts, draft, origin))) return
  }
}

function frameOf(title: string, at: number): Frame {
  return { title, step: at + 1, totalSteps: REVIEW_STEP + 1, canGoBack: at > 0 }
}

async function askStep(
  frame: Frame,
  draft: Draft,
  name: string,
  offers: ReadonlyMap<string, readonly Offer[]>,
): Promise<Outcome> {
  const parameter = parameterNamed(draft.model, name)
  // A sibling model may lack one of them.
  return parameter ? askParameter({ frame, draft, offers: offers.get(name) ?? [] }, parameter) : 'done'
}

/** What lies at hand when the flow starts; later the editor's selection may be another. */
async function offersFor(draft: Draft, sources: readonly Offer[]): Promise<Map<string, readonly Offer[]>> {
  const parameter = parameterNamed(draft.model, 'video_url')
  const found = parameter ? await sourceOffers(parameter) : []
  const known = new Set(sources.map((source) => source.value))
  const prompt = promptOffer()
  return new Map<string, readonly Offer[]>([
    ['video_url', [...sources, ...found.filter((offer) => !known.has(offer.value))]],
    ['prompt', prompt === undefined ? [] : [{ value: prompt, from: vscode.l10n.t('the selected text') }]],
  ])
}
