// Makes a window ready for the first video: starts the sandbox, and opens the form on a sample clip. Loaded by `npm start`
// and by the launch configuration "Run Extension with Sandbox".
import * as vscode from 'vscode'

const PROMPT = 'A dancer in a red coat on a rooftop at dusk'
/** For a workspace without a clip. The sandbox doesn't fetch it. */
const SAMPLE_URL = 'https://example.com/clips/dance.mp4'

export async function activate(context) {
  await vscode.commands.executeCommand('wanVace.startSandbox')
  // Only once: the user may reload the window while the form has a draft.
  if (context.workspaceState.get('isFormOpened')) return
  await context.workspaceState.update('isFormOpened', true)
  await vscode.commands.executeCommand('wanVace.newGeneration', { video_url: await sampleClip(), prompt: PROMPT })
}

async function sampleClip() {
  const folder = vscode.workspace.workspaceFolders?.[0]
  if (!folder) return SAMPLE_URL
  const clip = vscode.Uri.joinPath(folder.uri, 'dance.mp4')
  return vscode.workspace.fs.stat(clip).then(
    () => clip.toString(),
    () => SAMPLE_URL,
  )
}
