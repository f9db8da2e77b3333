/** A video that is inserted into a document. */
export interface InsertedVideo {
  /** Relative to the document, with `/`. */
  readonly path: string
  readonly title: string
}

/**
 * Returns a snippet of HTML elements that play videos, one on each line. `template` is the editor's setting for videos in
 * Markdown, in which `${src}` and `${title}` are replaced. The titles are tab stops.
 */
export function videoSnippet(videos: readonly InsertedVideo[], template: string): string {
  return videos.map((video, index) => fillTemplate(template, video, index + 1)).join('\n')
}

function fillTemplate(template: string, { path, title }: InsertedVideo, tabStop: number): string {
  const src = path.split('/').map(encodeURIComponent).join('/')
  const values: Readonly<Record<string, string>> = {
    src: escapeSnippet(src),
    title: `\${${tabStop}:${escapeSnippet(escapeAttribute(title))}}`,
  }
  return template
    .split(/(\$\{(?:src|title)\})/)
    .map((part) => values[/^\$\{(src|title)\}$/.exec(part)?.[1] ?? ''] ?? escapeSnippet(part))
    .join('')
}

function escapeAttribute(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' }
  return text.replace(/[&"<>]/g, (character) => escapes[character] ?? '')
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}
