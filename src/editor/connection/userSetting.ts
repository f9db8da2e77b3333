import * as vscode from 'vscode'

/**
 * A setting as the person has it, never as a workspace does: a folder that is opened must not route traffic elsewhere
 * or turn certificate checks off. The editor promises that for settings of machine scope; this does not depend on it.
 * A value of another type than the default's is the default.
 */
export function userSetting<T>(section: string, name: string, fallback: T): T {
  const found = vscode.workspace.getConfiguration(section).inspect<unknown>(name)
  const value = found?.globalValue ?? found?.defaultValue
  const fits = Array.isArray(fallback) ? Array.isArray(value) : typeof value === typeof fallback
  return fits ? (value as T) : fallback
}
