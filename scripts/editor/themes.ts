/**
 * The themes in which screenshots are taken: VS Code's id, the label in "Preferences: Color Theme", and the CSS class of
 * the workbench.
 */
export const THEMES = {
  dark: { id: 'Default Dark Modern', label: 'Dark Modern', className: 'vs-dark' },
  light: { id: 'Default Light Modern', label: 'Light Modern', className: 'vs' },
  hcDark: { id: 'Default High Contrast', label: 'Dark High Contrast', className: 'hc-black' },
  hcLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', className: 'hc-light' },
} as const

export type Theme = keyof typeof THEMES
