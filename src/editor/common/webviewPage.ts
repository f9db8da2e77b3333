/** All URIs are webview URIs. */
export interface WebviewPageOptions {
  readonly cspSource: string
  readonly nonce: string
  readonly language: string
  readonly scriptUri: string
  readonly styleUri: string
  readonly codiconUri: string
  /** Sources of images and videos, besides the directives that every page has. */
  readonly sources: { readonly img: readonly string[]; readonly media: readonly string[] }
  /** `data-` attributes of the body, by name. */
  readonly data: Readonly<Record<string, string>>
}

/**
 * An empty page. The content arrives as messages and is shown as plain text. The content security policy allows only the
 * page's own script, style sheets and icon font, and `sources`.
 */
export function webviewPage(options: WebviewPageOptions): string {
  const { img, media } = options.sources
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${options.nonce}'`,
    `style-src ${options.cspSource}`,
    `font-src ${options.cspSource}`,
    ...(img.length === 0 ? [] : [`img-src ${img.join(' ')}`]),
    ...(media.length === 0 ? [] : [`media-src ${media.join(' ')}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const data = Object.entries(options.data).map(([name, value]) => ` data-${name}="${escaped(value)}"`)
  return `<!DOCTYPE html>
<html lang="${escaped(options.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wan VACE</title>
<link rel="preload" as="style" href="${escaped(options.codiconUri)}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${escaped(options.styleUri)}">
</head>
<body${data.join('')}>
<script type="module" nonce="${escaped(options.nonce)}" src="${escaped(options.scriptUri)}"></script>
</body>
</html>`
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
