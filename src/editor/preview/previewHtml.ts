/** All URIs are webview URIs. */
export interface PreviewHtmlOptions {
  readonly cspSource: string
  readonly nonce: string
  readonly language: string
  readonly jobId: string
  readonly scriptUri: string
  readonly styleUri: string
  readonly codiconUri: string
  /** An origin, besides that of the webview, that a video may be loaded from. */
  readonly mediaOrigin: string | undefined
}

/**
 * The empty page. The content arrives as messages and is shown as plain text. The content security policy allows only the
 * page's own script, style sheets and icon font, and the video.
 */
export function previewHtml(options: PreviewHtmlOptions): string {
  const media = options.mediaOrigin === undefined ? options.cspSource : `${options.cspSource} ${options.mediaOrigin}`
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${options.nonce}'`,
    `style-src ${options.cspSource}`,
    `font-src ${options.cspSource}`,
    `media-src ${media}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="${escaped(options.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wan VACE</title>
<link rel="stylesheet" href="${escaped(options.codiconUri)}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${escaped(options.styleUri)}">
</head>
<body data-job="${escaped(options.jobId)}">
<script type="module" nonce="${escaped(options.nonce)}" src="${escaped(options.scriptUri)}"></script>
</body>
</html>`
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
