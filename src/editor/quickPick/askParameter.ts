import type { Parameter } from '../../core/model/parameter.ts'
import { askChoice } from './askChoice.ts'
import { askOptionalText } from './askOptionalText.ts'
import { askText } from './askText.ts'
import { askUrl } from './askUrl.ts'
import { askUrlList } from './askUrlList.ts'
import type { StepContext, StepResult } from './stepContext.ts'

/** Asks for the value of a parameter with the input for its kind, and stores it in the draft. */
export function askParameter(context: StepContext, parameter: Parameter): Promise<StepResult> {
  switch (parameter.kind) {
    case 'url':
      return askUrl(context, parameter)
    case 'urlList':
      return askUrlList(context, parameter)
    case 'boolean':
    case 'enum':
      return askChoice(context, parameter)
    case 'text':
      return parameter.allowsEmpty ? askOptionalText(context, parameter) : askText(context, parameter)
    case 'integer':
    case 'number':
      return askText(context, parameter)
  }
}
