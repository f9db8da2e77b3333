import * as vscode from 'vscode'
import { escapeMarkdown } from '../../core/text/sanitize.ts'
import { findVideoUrls } from '../../core/text/videoUrl.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { formatTitle } from '../presentation/title.ts'

/** Enough to find the job of a recent result. */
const SEARCHED_JOBS = 200

interface VideoTerminalLink extends vscode.TerminalLink {
  readonly url: string
}

/** What is known of a video URL without fetching it, and what can be done with it. */
export function videoHover({ jobs }: ExtensionServices, url: string): vscode.Hover {
  const { host, pathname } = new URL(url)
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  const lines = [vscode.l10n.t('Video {0} on {1}', `**${escapeMarkdown(name)}**`, escapeMarkdown(host))]
  const job = jobs.list(SEARCHED_JOBS).find(({ resultUrl }) => resultUrl === url)
  if (job) lines.push(vscode.l10n.t('Result of the generation "{0}"', escapeMarkdown(formatTitle(job, vscode.l10n))))
  const actions = [
    commandLink(vscode.l10n.t('Generate from This Video'), 'wanVace.newGeneration', { video_url: url }),
    ...(job ? [commandLink(vscode.l10n.t('Open Generation'), 'wanVace.open', job.id)] : []),
  ]
  const text = new vscode.MarkdownString([...lines, actions.join(' | ')].join('\n\n'))
  text.isTrusted = { enabledCommands: ['wanVace.newGeneration', 'wanVace.open'] }
  return new vscode.Hover(text)
}

export function terminalLinks(line: string): VideoTerminalLink[] {
  return findVideoUrls(line).map(({ url, start, end }) => ({
    url,
    startIndex: start,
    length: end - start,
    tooltip: vscode.l10n.t('Use Video'),
  }))
}

/** Asks what to do with the video: the link replaces the editor's own. */
export async function openTerminalLink(link: vscode.TerminalLink): Promise<void> {
  const { url } = link as VideoTerminalLink
  const items = [
    {
      label: vscode.l10n.t('Generate from This Video'),
      run: () => vscode.commands.executeCommand('wanVace.newGeneration', { video_url: url }),
    },
    { label: vscode.l10n.t('Open in Browser'), run: () => vscode.env.openExternal(vscode.Uri.parse(url, true)) },
    { label: vscode.l10n.t('Copy URL'), run: () => vscode.env.clipboard.writeText(url) },
  ]
  const picked = await vscode.window.showQuickPick(items, { placeHolder: url })
  await picked?.run()
}

function commandLink(label: string, command: string, argument: unknown): string {
  return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, percentEncode)})`
}

/** A parenthesis would end the link. */
function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`
}
