import '../shared/jitless.ts'

import { parseMessageToFormPage } from '../../protocol/form.ts'
import { receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import './form.css'
import { FormPage } from './formPage.ts'
import type { FormHost } from './formState.ts'

const host: FormHost = acquireVsCodeApi()
const page = new FormPage(host, document.body.dataset['draft'] ?? '')

receiveMessages(parseMessageToFormPage, (message) => page.receive(message))
document.body.append(page)
