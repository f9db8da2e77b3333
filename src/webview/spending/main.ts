import '../shared/jitless.ts'
import '../shared/loadIcons.ts'

import { type MessageFromSpendingPage, parseMessageToSpendingPage } from '../../protocol/spending.ts'
import { type Host, receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import './spending.css'
import { SpendingPage } from './spendingPage.ts'

const host: Host<MessageFromSpendingPage, object> = acquireVsCodeApi()
const page = new SpendingPage(host)

receiveMessages(parseMessageToSpendingPage, ({ view }) => {
  page.view = view
})
document.body.append(page)
// Without a state, the editor would not restore the tab.
host.setState({})
host.postMessage({ type: 'ready' })
