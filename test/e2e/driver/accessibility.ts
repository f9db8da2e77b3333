import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Returns all violations that axe reports for a webview page, as `rule: element`. */
export async function accessibilityViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(`${AXE};0`)
  return frame.evaluate(async () => {
    interface Finding {
      readonly id: string
      readonly nodes: readonly { readonly html: string }[]
    }
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}
