import '../shared/jitless.ts'
import '../shared/loadIcons.ts'

import { parseMessageToPreviewPage, parsePreviewView } from '../../protocol/preview.ts'
import { receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import type { PreviewHost } from './playbackState.ts'
import './preview.css'
import { PreviewPage } from './previewPage.ts'

const host: PreviewHost = acquireVsCodeApi()
const page = new PreviewPage(host)

receiveMessages(parseMessageToPreviewPage, (message) => page.receive(message))
page.view = parsePreviewView(document.body.dataset['view'])
document.body.append(page)
host.postMessage({ type: 'ready' })
