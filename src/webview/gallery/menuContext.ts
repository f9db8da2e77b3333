import type { GalleryItem } from '../../protocol/gallery.ts'

/** Returns what the editor reads when it opens the context menu of a tile, and passes to the commands of the menu. */
export function menuContext(item: GalleryItem, ids: readonly string[]): string {
  return JSON.stringify({
    webviewSection: 'tile',
    preventDefaultContextMenuItems: true,
    id: item.id,
    wanVaceActions: item.actions,
    wanVaceSelected: ids.length,
    selected: ids.map((id) => ({ id })),
  })
}
