/** What the page is made of. Addresses are the webview's own, not the extension's. */
export interface PageParts {
  readonly cspSource: string
  readonly nonce: string
  readonly language: string
  readonly jobId: string
  readonly scriptUri: string
  readonly styleUri: string
  readonly codiconUri: string
  /** The one origin besides ours that a video is played from; undefined for none. */
  readonly mediaOrigin: string | undefined
}

/**
 * The page, empty: everything in it comes by message and goes in as text. Nothing may be loaded but our own script,
 * style sheets, icon font and the video.
 */
export function previewHtml(parts: PageParts): string {
  const media = parts.mediaOrigin === undefined ? parts.cspSource : `${parts.cspSource} ${parts.mediaOrigin}`
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.cspSource}`,
    `font-src ${parts.cspSource}`,
    `media-src ${media}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="${escaped(parts.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wan VACE</title>
<link rel="stylesheet" href="${escaped(parts.codiconUri)}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${escaped(parts.styleUri)}">
</head>
<body data-job="${escaped(parts.jobId)}">
<script type="module" nonce="${escaped(parts.nonce)}" src="${escaped(parts.scriptUri)}"></script>
</body>
</html>`
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
