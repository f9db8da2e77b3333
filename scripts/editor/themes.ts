/**
 * The four looks every picture is taken in: VS Code's id, its label in "Preferences: Color Theme", and the class the
 * workbench then wears.
 */
export const THEMES = {
  dark: { id: 'Default Dark Modern', label: 'Dark Modern', className: 'vs-dark' },
  light: { id: 'Default Light Modern', label: 'Light Modern', className: 'vs' },
  hcDark: { id: 'Default High Contrast', label: 'Dark High Contrast', className: 'hc-black' },
  hcLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', className: 'hc-light' },
} as const

export type Theme = keyof typeof THEMES
