import { html, nothing, type TemplateResult } from 'lit'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { codicon, iconButton } from '../shared/icon.ts'

export interface ToolbarOptions {
  /** Whether the details are shown. */
  readonly isOpen: boolean
  readonly runAction: (action: PreviewAction) => void
  readonly toggleDetails: () => void
}

/** The status and all actions, in one row at the top of the page. */
export function toolbar(view: PreviewView, { isOpen, runAction, toggleDetails }: ToolbarOptions): TemplateResult {
  const { status, strings } = view
  return html`<header class="toolbar">
    ${status ? html`<h1 class="status" data-tone=${status.tone}>${codicon(status.icon)}${status.label}</h1>` : nothing}
    <wan-action-bar .actions=${view.actions} .runAction=${runAction}></wan-action-bar>
    <span class="group end">
      ${view.mainArea.kind === 'video' ? iconButton('ellipsis', strings.moreActions, openVideoMenu) : nothing}
      <button
        class="icon"
        type="button"
        title=${strings.details}
        aria-label=${strings.details}
        aria-pressed=${isOpen}
        @click=${toggleDetails}
      >
        ${codicon(isOpen ? 'layout-sidebar-right' : 'layout-sidebar-right-off')}
      </button>
    </span>
  </header>`
}

/** Opens the context menu of the video, which the editor shows, below the button. */
function openVideoMenu(): void {
  const button = document.querySelector('.toolbar .codicon-ellipsis')?.getBoundingClientRect()
  const event = new MouseEvent('contextmenu', {
    bubbles: true,
    cancelable: true,
    clientX: button?.left ?? 0,
    clientY: button?.bottom ?? 0,
  })
  document.querySelector('.stage')?.dispatchEvent(event)
}
