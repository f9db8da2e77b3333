import '../shared/jitless.ts'

import { parseToPreviewPage } from '../../protocol/preview.ts'
import type { Host } from './memory.ts'
import { makePage } from './page.ts'
import './preview.css'

const TICK_MS = 1000

const host: Host = acquireVsCodeApi()
const page = makePage(host, document.body.dataset['job'] ?? '')

window.addEventListener('message', (event) => {
  const message = parseToPreviewPage(event.data)
  if (message) page.show(message.view)
  else console.warn('Wan VACE preview: dropped a message that is not known.')
})

function tick(): void {
  page.tick(Date.now())
  setTimeout(tick, TICK_MS)
}

tick()
host.postMessage({ type: 'ready' })
