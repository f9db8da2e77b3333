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
    const groups = findGroups(await readState(page, 'memento/workbench.parts.editor'))
    const active = groups.map(({ editors, mru }) => editors[mru[0] ?? 0]?.value ?? '')
    if (active.some((value) => value.includes(title) && (state?.test(value) ?? true))) return
    await page.waitForTimeout(200)
  }
  throw new Error(`The editor did not store "${title}" as its active tab.`)
}

/** Waits until the extension's state for the workspace is stored and matches, so that it is there after a reload. */
export async function waitUntilStateIsStored(page: Page, state: RegExp): Promise<void> {
  for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; ) {
    if (state.test(JSON.stringify(await readState(page, 'wan-vace.wan-vace-studio')))) return
    await page.waitForTimeout(200)
  }
  throw new Error(`The editor did not store ${state} for the workspace.`)
}

/** Returns what is stored under a key for each workspace. */
async function readState(page: Page, key: string): Promise<unknown> {
  return JSON.parse(await page.evaluate<string>(`(${READ_STATE})(${JSON.stringify(key)})`))
}

/** Returns the editor groups in the stored grid, at any depth. */
function findGroups(value: unknown): EditorGroup[] {
  if (typeof value !== 'object' || value === null) return []
  if ('editors' in value && 'mru' in value) return [value as EditorGroup]
  return Object.values(value).flatMap(findGroups)
}

/** Runs in the page. Tests are checked without the browser's types. */
const READ_STATE = `async (key) => {
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
      const state = await settled(items.get(key))
      if (typeof state === 'string') states.push(JSON.parse(state))
    }
    database.close()
  }
  return JSON.stringify(states)
}`
