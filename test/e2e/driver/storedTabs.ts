import type { Page } from 'playwright-core'

/** VS Code in the browser stores its open tabs in IndexedDB about every five seconds, not when the window closes. */
const TIMEOUT_MS = 30_000

interface EditorGroup {
  readonly editors: readonly { readonly value: string }[]
  /** Indexes into `editors`, most recently used first. */
  readonly mru: readonly number[]
}

/**
 * Waits until the tab that contains `title` is stored as the active tab, so that a reload restores it. If `state` is given,
 * also waits until the stored tab matches it: the state of a webview can be stored later than its tab.
 */
export async function waitUntilTabIsStored(page: Page, title: string, state?: RegExp): Promise<void> {
  for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; ) {
    const groups = findGroups(JSON.parse(await page.evaluate<string>(READ_EDITOR_STATE)))
    const active = groups.map(({ editors, mru }) => editors[mru[0] ?? 0]?.value ?? '')
    if (active.some((value) => value.includes(title) && (state?.test(value) ?? true))) return
    await page.waitForTimeout(200)
  }
  throw new Error(`The editor did not store "${title}" as its active tab.`)
}

/** Returns the editor groups in the stored grid, at any depth. */
function findGroups(value: unknown): EditorGroup[] {
  if (typeof value !== 'object' || value === null) return []
  if ('editors' in value && 'mru' in value) return [value as EditorGroup]
  return Object.values(value).flatMap(findGroups)
}

/** Runs in the page. Tests are checked without the browser's types. */
const READ_EDITOR_STATE = `(async () => {
  const settled = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(undefined)
  })
  const states = []
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue
    const database = await settled(indexedDB.open(name))
    if (database === undefined) continue
    if (database.objectStoreNames.contains('ItemTable')) {
      const items = database.transaction('ItemTable').objectStore('ItemTable')
      const state = await settled(items.get('memento/workbench.parts.editor'))
      if (typeof state === 'string') states.push(JSON.parse(state))
    }
    database.close()
  }
  return JSON.stringify(states)
})()`
