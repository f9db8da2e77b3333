import * as z from 'zod/mini'

// The messages between the form panel (editor) and its page (webview). The page shows every text as plain text. Both ends
// have the same version, so a message with an unknown member is rejected.

/** Limit of the text of one field. The page does not accept a longer text. */
export const MAX_TEXT_LENGTH = 1_000_000
/** Limit of a file that is pasted or dropped. Larger files can be chosen, and then say that they are too large. */
export const MAX_DROPPED_BYTES = 32_000_000
const MAX_FIELDS = 100
const MAX_ITEMS = 100

const text = z.string().check(z.maxLength(MAX_TEXT_LENGTH))
const sentence = z.string().check(z.maxLength(2_000))
const label = z.string().check(z.maxLength(500))
/** The API's name of a parameter. */
const name = z.string().check(z.regex(/^[a-z0-9_]{1,64}$/))
const id = z.string().check(z.minLength(1), z.maxLength(100))
const count = z.int().check(z.minimum(0))
const number = z.number()
/** The name of a codicon: lowercase letters, digits and hyphens. */
const icon = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))
const bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_DROPPED_BYTES,
)

const mediaKind = z.enum(['video', 'image'])
export type FormMediaKind = z.infer<typeof mediaKind>

const choice = z.strictObject({
  value: z.string().check(z.maxLength(100)),
  label,
  description: z.optional(sentence),
})

const control = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    placeholder: sentence,
    /** Labels the choice of an empty text, if that differs from the default. */
    emptyLabel: z.optional(label),
  }),
  z.strictObject({
    kind: z.literal('number'),
    placeholder: label,
    /** A parameter with both bounds also has a slider, which starts at `initial`. */
    slider: z.optional(z.strictObject({ min: number, max: number, step: number, initial: number, label })),
  }),
  z.strictObject({ kind: z.literal('seed'), placeholder: label }),
  z.strictObject({ kind: z.literal('select'), choices: z.array(choice).check(z.maxLength(50)) }),
  z.strictObject({ kind: z.literal('toggle'), choices: z.array(choice).check(z.maxLength(5)) }),
  z.strictObject({ kind: z.literal('media'), media: mediaKind, placeholder: label, chooseLabel: label }),
  z.strictObject({
    kind: z.literal('mediaList'),
    media: mediaKind,
    placeholder: label,
    chooseLabel: label,
    maxItems: count,
  }),
])
export type FormControl = z.infer<typeof control>

const field = z.strictObject({ name, label, help: sentence, isRequired: z.boolean(), control })
export type FormField = z.infer<typeof field>

const group = z.strictObject({
  id,
  label,
  isOpen: z.boolean(),
  fields: z.array(field).check(z.maxLength(MAX_FIELDS)),
})
export type FormGroup = z.infer<typeof group>

const strings = z.strictObject({
  characters: label,
  modified: label,
  reset: label,
  restoreOriginal: label,
  remove: label,
  moveUp: label,
  moveDown: label,
  add: label,
  addUrls: label,
  dropHint: label,
  tooLargeToDrop: label,
  moved: label,
  randomSeed: label,
  lockSeed: label,
  reuseSeed: label,
  newSeed: label,
  newSeedHelp: sentence,
  expectedResult: label,
  generate: label,
  generateVariations: label,
  startOver: label,
  presets: label,
})
/** Localized texts of the page. `{0}` and `{1}` are placeholders. */
export type FormStrings = z.infer<typeof strings>

const view = z.strictObject({
  title: label,
  /** Shown above the fields, for example that a generation may be billed twice. */
  notice: z.optional(sentence),
  groups: z.array(group).check(z.maxLength(20)),
  strings,
})
/** What the page shows of the parameter table. Does not change while the page is open. */
export type FormView = z.infer<typeof view>

const values = z.record(name, text)
/** The text of each field that is not empty, by name. */
export type FormValues = z.infer<typeof values>

const mediaItem = z.strictObject({
  id,
  /** A URL, or the name of a file. */
  label: text,
  isUrl: z.boolean(),
  /** Facts of a file, for example its size and duration. */
  detail: z.optional(sentence),
  note: z.optional(sentence),
  issue: z.optional(sentence),
  /** Whether the page can request the bytes to show them. */
  hasPreview: z.boolean(),
})
export type FormMediaItem = z.infer<typeof mediaItem>

const fieldStatus = z.strictObject({
  name,
  issue: z.optional(sentence),
  /** Why the service rejected the value. It can be sent nevertheless. */
  rejection: z.optional(sentence),
  notes: z.array(sentence).check(z.maxLength(10)),
  isModified: z.boolean(),
  /** Whether an empty text is sent. */
  isEmpty: z.optional(z.boolean()),
  /** Says what the original request has, if the value differs from it. */
  original: z.optional(sentence),
  items: z.optional(z.array(mediaItem).check(z.maxLength(MAX_ITEMS))),
})
export type FormFieldStatus = z.infer<typeof fieldStatus>

const summaryRow = z.strictObject({ label, value: label, note: z.optional(sentence) })

const status = z.strictObject({
  fields: z.array(fieldStatus).check(z.maxLength(MAX_FIELDS)),
  /** The number of changed values and of problems in each group, as text. */
  groups: z.array(z.strictObject({ id, changed: z.optional(label), issues: z.optional(label) })).check(z.maxLength(20)),
  summary: z.array(summaryRow).check(z.maxLength(20)),
  cost: z.strictObject({
    icon,
    text: sentence,
    /** What the request costs, for example `About $0.20`. */
    price: z.optional(label),
    derivation: z.optional(sentence),
    balance: z.optional(label),
  }),
  /** The origin that `cost` applies to. A submit names it, so that nothing is sent elsewhere. */
  origin: z.string().check(z.maxLength(2_000)),
  newSeed: z.boolean(),
  canReuseSeed: z.boolean(),
  isModified: z.boolean(),
  /** Set while a request is sent. */
  progress: z.optional(label),
})
/** Everything that the values determine. */
export type FormStatus = z.infer<typeof status>

/** The number of the last edit of the page that the editor has received. */
const edit = count

const messageToPage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), view, values, status, edit }),
  /** `values` are those that the editor changed. */
  z.strictObject({ type: z.literal('update'), status, values: z.optional(values), edit }),
  z.strictObject({ type: z.literal('preview'), item: id, mediaType: label, bytes }),
  z.strictObject({ type: z.literal('focus'), name }),
  z.strictObject({ type: z.literal('announce'), text: sentence }),
])
/** A message from the editor to the page. */
export type MessageToFormPage = z.infer<typeof messageToPage>

const droppedFile = z.strictObject({ name: z.string().check(z.maxLength(1_000)), mediaType: label, bytes })

const messageFromPage = z.discriminatedUnion('type', [
  /** The page has loaded, or reloaded, and needs its view. `values` are edits that may not have arrived. */
  z.strictObject({ type: z.literal('ready'), values }),
  z.strictObject({ type: z.literal('edit'), edit, values }),
  z.strictObject({ type: z.literal('reset'), name }),
  z.strictObject({ type: z.literal('setEmpty'), name, isOn: z.boolean() }),
  z.strictObject({ type: z.literal('startOver') }),
  z.strictObject({ type: z.literal('showPresets') }),
  z.strictObject({ type: z.literal('chooseFiles'), name }),
  z.strictObject({
    type: z.literal('addFiles'),
    name,
    files: z.array(droppedFile).check(z.maxLength(MAX_ITEMS)),
  }),
  /** `text` has URLs, also of local files, separated by white space. */
  z.strictObject({ type: z.literal('addUrls'), name, text }),
  z.strictObject({ type: z.literal('removeItem'), name, item: id }),
  z.strictObject({ type: z.literal('moveItem'), name, item: id, index: count }),
  z.strictObject({ type: z.literal('requestPreview'), item: id }),
  z.strictObject({ type: z.literal('setNewSeed'), isOn: z.boolean() }),
  z.strictObject({ type: z.literal('chooseSeed'), from: z.enum(['random', 'last']) }),
  z.strictObject({
    type: z.literal('submit'),
    edit,
    values,
    origin: z.string().check(z.maxLength(2_000)),
    /** Asks for a number of generations, each with a seed of its own. */
    variations: z.boolean(),
  }),
])
/** A message from the page to the editor. */
export type MessageFromFormPage = z.infer<typeof messageFromPage>

const pageState = z.object({
  draftId: id,
  /** Groups that the user opened or closed. */
  groups: z.optional(z.record(id, z.boolean())),
  /** Edits that may not have reached the editor. */
  values: z.optional(values),
  scrollTop: z.optional(z.number()),
})
/** What the page saves with `setState`. After a reload of the window, the editor reads `draftId` from it. */
export type FormPageState = z.infer<typeof pageState>

/** Returns undefined if `message` is not a valid message to the page. */
export function parseMessageToFormPage(message: unknown): MessageToFormPage | undefined {
  return messageToPage.safeParse(message).data
}

/** Returns undefined if `message` is not a valid message from the page. */
export function parseMessageFromFormPage(message: unknown): MessageFromFormPage | undefined {
  return messageFromPage.safeParse(message).data
}

/** Returns undefined if `state` is not a saved state. Drops members that another version added. */
export function parseFormPageState(state: unknown): FormPageState | undefined {
  return pageState.safeParse(state).data
}
