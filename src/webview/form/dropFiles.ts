import { type FormField, type FormStrings, MAX_DROPPED_BYTES } from '../../protocol/form.ts'
import type { FieldContext } from './fieldContext.ts'

const DATA_URI = /^data:((?:video|image)\/[a-z0-9.+-]+)(?:;[^,]*)?;base64,([a-z0-9+/=\s]+)$/i
/** The editor adds the first type to what the user drags from its Explorer. */
const URI_LIST_TYPES = ['application/vnd.code.uri-list', 'text/uri-list']

/** Returns handlers that add pasted and dropped files, URLs and `data:` URIs to a field. */
export function dropHandlers(field: FormField, context: FieldContext, strings: FormStrings) {
  const addFiles = async (files: readonly File[]) => {
    const fitting = files.filter(({ size }) => size <= MAX_DROPPED_BYTES)
    for (const { name, size } of files) {
      if (size > MAX_DROPPED_BYTES) context.announce(strings.tooLargeToDrop.replace('{0}', () => name))
    }
    if (fitting.length === 0) return
    const read = fitting.map(async (file) => ({
      name: file.name.slice(0, 1000),
      mediaType: file.type.slice(0, 500),
      bytes: new Uint8Array(await file.arrayBuffer()),
    }))
    context.post({ type: 'addFiles', name: field.name, files: await Promise.all(read) })
  }
  return {
    paste: (event: ClipboardEvent) => {
      const { clipboardData } = event
      const files = [...(clipboardData?.files ?? [])]
      const data = files.length === 0 ? toFile(clipboardData?.getData('text/plain') ?? '') : undefined
      if (files.length === 0 && !data) return
      event.preventDefault()
      void addFiles(data ? [data] : files)
    },
    dragover: (event: DragEvent) => {
      if (!isUsable(event.dataTransfer)) return
      event.preventDefault()
      setTarget(event, true)
    },
    dragleave: (event: DragEvent) => setTarget(event, false),
    drop: (event: DragEvent) => {
      setTarget(event, false)
      const { dataTransfer } = event
      if (!dataTransfer || !isUsable(dataTransfer)) return
      event.preventDefault()
      const files = [...dataTransfer.files]
      const uris = URI_LIST_TYPES.map((type) => dataTransfer.getData(type)).find((text) => text !== '')
      if (files.length > 0) void addFiles(files)
      else if (uris) context.post({ type: 'addUrls', name: field.name, text: withoutComments(uris) })
    },
  }
}

function isUsable(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'Files' || URI_LIST_TYPES.includes(type)) ?? false
}

function setTarget(event: DragEvent, isTarget: boolean): void {
  ;(event.currentTarget as HTMLElement).toggleAttribute('data-drop', isTarget)
}

/** Lines of a URI list that start with `#` are comments. */
function withoutComments(list: string): string {
  return list
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n')
}

/** A pasted `data:` URI becomes a file: megabytes of text do not belong into a text box. */
function toFile(text: string): File | undefined {
  const [, type, base64] = DATA_URI.exec(text.trim()) ?? []
  if (!type || !base64) return undefined
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const extension = type.split('/')[1]?.replace('jpeg', 'jpg').replace('quicktime', 'mov')
    return new File([bytes], `pasted.${extension}`, { type })
  } catch {
    return undefined
  }
}
