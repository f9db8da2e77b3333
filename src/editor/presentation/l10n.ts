/** The part of `vscode.l10n` that presentation uses, so that it runs without an editor. */
export interface L10n {
  t(message: string, ...args: (string | number | boolean)[]): string
}

/** The editor's display language. */
export interface DisplayLanguage {
  readonly l10n: L10n
  /** Language tag for numbers, sizes, durations and dates, such as `vscode.env.language`. */
  readonly locale: string
}
