import type { RequestValues } from '../../core/job/job.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { editableParameters, findParameter, type Model, type Parameter } from '../../core/model/parameter.ts'
import { toInputText } from '../../core/model/parseInput.ts'
import type { DraftMedia, StoredDraft } from '../../protocol/storedDraft.ts'

/** Returns the URI of a local file that a value of the original request stands for. */
export type LocalFile = (value: string) => string | undefined

/**
 * What the user entered in the form, valid or not: a text for each field, and a list of videos or images for fields that
 * take them. A field for a single URL has either a text or one item.
 */
export class FormDraft {
  readonly model: Model
  readonly #localFile: LocalFile
  #original: RequestValues | undefined
  /** Whether each submission gets its own random seed. */
  newSeed = false
  /** The seed of the last submission. */
  lastSeed: string | undefined
  /** What the fields have without any edit. */
  #base: RequestValues
  /** The draft without any edit, created on first use. */
  #initial: FormDraft | undefined
  readonly #texts = new Map<string, string>()
  /** Texts that are sent empty, instead of not at all. */
  readonly #empty = new Set<string>()
  readonly #media = new Map<string, readonly DraftMedia[]>()

  /** `defaults` are the user's values for a new generation. */
  constructor(
    model: Model,
    original?: RequestValues,
    stored?: StoredDraft,
    defaults: RequestValues = {},
    localFile: LocalFile = () => undefined,
  ) {
    this.model = model
    this.#original = original
    this.#localFile = localFile
    this.#base = original ?? defaults
    if (stored && stored.isUnmodified !== true) this.#load(stored)
    else this.startOver()
    this.newSeed = stored?.newSeed ?? false
    this.lastSeed = stored?.lastSeed
  }

  /** The request that the user changes; undefined for a new one. */
  get original(): RequestValues | undefined {
    return this.#original
  }

  /** Replaces the original request and everything that the user entered. */
  replaceOriginal(original: RequestValues): void {
    this.#original = original
    this.#base = original
    this.#initial = undefined
    this.startOver()
  }

  text(name: string): string {
    return this.#texts.get(name) ?? ''
  }

  media(name: string): readonly DraftMedia[] {
    return this.#media.get(name) ?? []
  }

  /** The texts that are not empty. */
  texts(): Record<string, string> {
    return Object.fromEntries(this.#texts)
  }

  /** Replaces the item of a field for a single URL. Ignores a field that has no text. */
  setText(name: string, text: string): void {
    const parameter = this.#parameter(name)
    if (!parameter || parameter.kind === 'urlList') return
    if (text === '') {
      this.#texts.delete(name)
      return
    }
    this.#texts.set(name, text)
    this.#media.delete(name)
    this.#empty.delete(name)
  }

  /** Whether an empty text is sent, which turns off the default. */
  isEmpty(name: string): boolean {
    return this.#empty.has(name)
  }

  /** Does nothing if the parameter does not allow an empty text. */
  setEmpty(name: string, isOn: boolean): void {
    const parameter = this.#parameter(name)
    if (parameter?.kind !== 'text' || !parameter.allowsEmpty) return
    if (!isOn) this.#empty.delete(name)
    else {
      this.#texts.delete(name)
      this.#empty.add(name)
    }
  }

  /** Adds items to a list, or replaces the value of a field for a single URL with the first one. */
  addMedia(name: string, items: readonly DraftMedia[]): void {
    const parameter = this.#parameter(name)
    const [first] = items
    if (!first) return
    if (parameter?.kind === 'urlList') this.#setMedia(name, [...this.media(name), ...items])
    if (parameter?.kind !== 'url') return
    if (first.kind === 'url') {
      this.setText(name, first.url)
      return
    }
    this.#texts.delete(name)
    this.#setMedia(name, [first])
  }

  removeMedia(name: string, id: string): void {
    const items = this.media(name).filter((item) => item.id !== id)
    this.#setMedia(name, items)
  }

  /** Moves an item to `index`, counted without the item. */
  moveMedia(name: string, id: string, index: number): void {
    const item = this.media(name).find((candidate) => candidate.id === id)
    if (!item) return
    const others = this.media(name).filter((candidate) => candidate !== item)
    this.#setMedia(name, others.toSpliced(index, 0, item))
  }

  /** Sets values as if the user had entered them. The other fields stay as they are. */
  setValues(values: RequestValues): void {
    for (const [name, value] of Object.entries(values)) {
      const parameter = this.#parameter(name)
      this.#clear(name)
      if (parameter?.kind === 'urlList') {
        const urls = [value].flat().map(String)
        this.addMedia(
          name,
          urls.map((url, index) => ({ id: `value-${name}-${index}`, kind: 'url', url })),
        )
      } else {
        this.setText(name, toInputText(value))
        if (value === '') this.setEmpty(name, true)
      }
    }
  }

  /** Whether the field differs from the original request, or from the user's defaults if there is none. */
  isChanged(name: string): boolean {
    this.#initial ??= new FormDraft(this.model, this.original, undefined, this.#base, this.#localFile)
    const initial = this.#initial
    const isSameText = this.text(name) === initial.text(name) && this.isEmpty(name) === initial.isEmpty(name)
    return !isSameText || !hasSameMedia(this.media(name), initial.media(name))
  }

  get isModified(): boolean {
    return editableParameters(this.model).some(({ name }) => this.isChanged(name))
  }

  /** Restores the value of the original request, or the user's default. */
  reset(name: string): void {
    this.#clear(name)
    const parameter = this.#parameter(name)
    if (parameter) this.#setValue(parameter, this.#base[name])
  }

  startOver(): void {
    for (const { name } of editableParameters(this.model)) this.reset(name)
  }

  /** Returns the `data:` URI of an item of the original request. */
  originalData(name: string, item: DraftMedia): string | undefined {
    const value = item.kind === 'original' ? [this.original?.[name]].flat()[item.index] : undefined
    return typeof value === 'string' ? value : undefined
  }

  toStored(): StoredDraft {
    return {
      texts: Object.fromEntries([...this.#texts].filter(([, text]) => !parseDataUri(text))),
      media: Object.fromEntries([...this.#media].map(([name, items]) => [name, items.filter(isStorable)])),
      empty: [...this.#empty],
      ...(this.isModified ? {} : { isUnmodified: true }),
      newSeed: this.newSeed,
      ...(this.lastSeed === undefined ? {} : { lastSeed: this.lastSeed }),
    }
  }

  #load(stored: StoredDraft): void {
    // Another version may have other parameters.
    for (const [name, text] of Object.entries(stored.texts)) this.setText(name, text)
    for (const [name, items] of Object.entries(stored.media)) this.addMedia(name, items)
    for (const name of stored.empty ?? []) this.setEmpty(name, true)
  }

  #setValue(parameter: Parameter, value: unknown): void {
    const { name } = parameter
    if (value === undefined) return
    if (parameter.kind !== 'url' && parameter.kind !== 'urlList') {
      this.setText(name, toInputText(value))
      if (value === '') this.setEmpty(name, true)
      return
    }
    const items = [value].flat().map((item, index): DraftMedia => {
      const url = String(item)
      const file = this.#localFile(url)
      if (file !== undefined) return { id: `file-${name}-${index}-${file}`, kind: 'file', uri: file }
      const id = `original-${name}-${index}`
      return parseDataUri(url) ? { id, kind: 'original', index } : { id, kind: 'url', url }
    })
    this.addMedia(name, items)
  }

  #clear(name: string): void {
    this.#texts.delete(name)
    this.#empty.delete(name)
    this.#media.delete(name)
  }

  #setMedia(name: string, items: readonly DraftMedia[]): void {
    if (items.length === 0) this.#media.delete(name)
    else this.#media.set(name, items)
  }

  #parameter(name: string): Parameter | undefined {
    const parameter = findParameter(this.model, name)
    return parameter?.fixed ? undefined : parameter
  }
}

function isStorable(item: DraftMedia): boolean {
  return item.kind !== 'url' || !parseDataUri(item.url)
}

function hasSameMedia(left: readonly DraftMedia[], right: readonly DraftMedia[]): boolean {
  const key = (item: DraftMedia) => JSON.stringify({ ...item, id: '' })
  return left.length === right.length && left.every((item, index) => key(item) === key(right[index] as DraftMedia))
}
