import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Address of a clip, as a person would have it in a document. The sandbox does not fetch it. */
export const SAMPLE_VIDEO_URL = 'https://example.com/clips/dance.mp4'

/** Fills a folder with something to right-click on. */
export async function writeSampleWorkspace(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files: Readonly<Record<string, string>> = {
    'README.md': `# Dance study

Right-click on the address of a clip and choose "Generate from This Video URL…":

- a link: [the dance](${SAMPLE_VIDEO_URL})
- plain text: https://example.com/clips/walk.webm

The prompt can be selected here, before "Wan VACE: Generate Video…":

A dancer in a red coat on a rooftop at dusk, slow camera, soft light
`,
    'page.html': `<video controls src="https://example.com/clips/jump.mp4"></video>\n`,
    'scene.ts': `export const source = 'https://example.com/clips/turn.mov?take=2'\n`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}
