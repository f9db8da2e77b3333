/** The part of `vscode.l10n` that projections need, so that they run without an editor. */
export interface L10n {
  t(message: string, ...args: (string | number | boolean)[]): string
}
