import * as z from 'zod/mini'

// The messages between the spending panel (editor) and its page (webview). The page shows every text as plain text. Both
// ends have the same version, so a message with an unknown member is rejected.

const label = z.string().check(z.maxLength(500))
const sentence = z.string().check(z.maxLength(2_000))
const jobId = z.string().check(z.minLength(1), z.maxLength(100))
/** The name of a codicon: lowercase letters, digits and hyphens. */
const icon = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))

const action = z.enum(['refresh', 'loadMore', 'cancel', 'setApiKey'])
export type SpendingAction = z.infer<typeof action>

const button = z.strictObject({ id: action, label })

const row = z.strictObject({
  time: label,
  title: label,
  detail: z.optional(label),
  amount: label,
  /** The job of this computer that the charge belongs to. */
  jobId: z.optional(jobId),
})
export type SpendingRow = z.infer<typeof row>

const day = z.strictObject({ label, total: label, rows: z.array(row).check(z.maxLength(20_000)) })
export type SpendingDay = z.infer<typeof day>

const content = z.discriminatedUnion('kind', [
  /** Instead of charges: none yet, no key, or an error. */
  z.strictObject({
    kind: z.literal('message'),
    icon,
    tone: z.enum(['running', 'warning', 'error', 'muted']),
    title: label,
    text: z.optional(sentence),
    button: z.optional(button),
  }),
  z.strictObject({
    kind: z.literal('charges'),
    days: z.array(day).check(z.maxLength(20_000)),
    /** Says that there are older ones, or that they are being read. */
    footer: z.optional(z.strictObject({ text: sentence, button, isBusy: z.boolean() })),
  }),
])

const view = z.strictObject({
  title: label,
  notice: z.optional(sentence),
  /** Balance and totals. */
  totals: z.array(z.strictObject({ label, value: label })).check(z.maxLength(10)),
  refresh: z.optional(label),
  columns: z.strictObject({ time: label, title: label, amount: label }),
  content,
})
/** Everything that the page shows. */
export type SpendingView = z.infer<typeof view>

const messageToPage = z.strictObject({ type: z.literal('show'), view })
/** A message from the editor to the page. */
export type MessageToSpendingPage = z.infer<typeof messageToPage>

const messageFromPage = z.discriminatedUnion('type', [
  /** The page has loaded, or reloaded, and needs its view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('runAction'), action }),
  z.strictObject({ type: z.literal('openJob'), jobId }),
])
/** A message from the page to the editor. */
export type MessageFromSpendingPage = z.infer<typeof messageFromPage>

/** Returns undefined if `message` is not a valid message to the page. */
export function parseMessageToSpendingPage(message: unknown): MessageToSpendingPage | undefined {
  return messageToPage.safeParse(message).data
}

/** Returns undefined if `message` is not a valid message from the page. */
export function parseMessageFromSpendingPage(message: unknown): MessageFromSpendingPage | undefined {
  return messageFromPage.safeParse(message).data
}
