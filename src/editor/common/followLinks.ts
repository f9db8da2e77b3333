import { lstat, readlink } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

const MAX_LINKS = 40

/**
 * Resolves the symbolic links of a path in the folder `root`. Returns undefined if the path leaves the folder, and
 * reads nothing outside of it. A path that does not exist resolves to itself.
 */
export async function followLinks(root: string, names: readonly string[]): Promise<string | undefined> {
  let resolved: string[] = []
  const pending = names.toReversed()
  let links = 0
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (resolved.pop() === undefined) return undefined
      continue
    }
    const path = join(root, ...resolved, name)
    const stats = await lstat(path).catch(() => undefined)
    if (!stats?.isSymbolicLink()) {
      resolved.push(name)
      continue
    }
    if (++links > MAX_LINKS) return undefined
    let target = await readlink(path)
    if (isAbsolute(target)) {
      target = relative(root, target)
      if (isAbsolute(target)) return undefined
      resolved = []
    }
    pending.push(...target.split(sep === '/' ? '/' : /[\\/]/).toReversed())
  }
  return join(root, ...resolved)
}
