import '../shared/jitless.ts'
import '../shared/loadIcons.ts'

import { parseJson } from '../../core/text/parseJson.ts'
import { parseMessageToFormPage } from '../../protocol/form.ts'
import { receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import './form.css'
import { FormPage } from './formPage.ts'
import type { FormHost } from './formState.ts'

const host: FormHost = acquireVsCodeApi()
// A page that was shown before may have been changed since.
const isNew = host.getState() === undefined
const page = new FormPage(host, document.body.dataset['draft'] ?? '')

receiveMessages(parseMessageToFormPage, (message) => page.receive(message))
const first = isNew ? parseMessageToFormPage(parseJson(document.body.dataset['first'] ?? '')) : undefined
if (first) page.receive(first)
document.body.append(page)
