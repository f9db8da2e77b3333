import type { Parameter } from '../../core/model/parameter.ts'
import { askChoice } from './askChoice.ts'
import { askTyped } from './askTyped.ts'
import { askUrl } from './askUrl.ts'
import { askUrlList } from './askUrlList.ts'
import type { Outcome, StepContext } from './stepContext.ts'

/** Asks for one parameter in the way of its kind. What is answered is in the draft afterwards. */
export function askParameter(asking: StepContext, parameter: Parameter): Promise<Outcome> {
  switch (parameter.kind) {
    case 'url':
      return askUrl(asking, parameter)
    case 'urlList':
      return askUrlList(asking, parameter)
    case 'boolean':
    case 'enum':
      return askChoice(asking, parameter)
    case 'text':
    case 'integer':
    case 'number':
      return askTyped(asking, parameter)
  }
}
