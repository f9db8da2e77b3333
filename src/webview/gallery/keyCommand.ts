import type { GalleryCommand } from '../../protocol/gallery.ts'

/** The command of a key, as in the list of generations. */
export function keyCommand({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): GalleryCommand | undefined {
  if (altKey) return undefined
  if (key === 'Enter') return 'open'
  if (key === 'Delete') return 'remove'
  if (key === 'F2') return 'rename'
  return key.toLowerCase() === 'c' && (ctrlKey || metaKey) ? 'copyPath' : undefined
}
