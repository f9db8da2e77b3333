import '../shared/jitless.ts'
import '../shared/loadIcons.ts'

import '@vscode-elements/elements/dist/vscode-button/index.js'
import { parseComparison, parseMessageToComparePage } from '../../protocol/compare.ts'
import { receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import './compare.css'
import { ComparePage } from './comparePage.ts'
import type { CompareHost } from './compareState.ts'

const host: CompareHost = acquireVsCodeApi()
const comparison = parseComparison(JSON.parse(document.body.dataset['comparison'] ?? 'null'))
if (comparison !== undefined) {
  const page = new ComparePage(host, comparison)
  receiveMessages(parseMessageToComparePage, (message) => page.receive(message))
  document.body.append(page)
  host.postMessage({ type: 'ready' })
}
