import * as vscode from 'vscode'

/**
 * Returns the user's value of a setting, never that of a workspace: a folder must not be able to redirect requests or
 * turn off certificate checks. The editor guarantees this for settings of machine scope only. Returns `fallback` if the
 * value has another type.
 */
export function userSetting<T>(section: string, name: string, fallback: T): T {
  const setting = vscode.workspace.getConfiguration(section).inspect<unknown>(name)
  const value = setting?.globalValue ?? setting?.defaultValue
  const isValid = Array.isArray(fallback) ? Array.isArray(value) : typeof value === typeof fallback
  return isValid ? (value as T) : fallback
}
