import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Locator } from 'playwright-core'
import { pageFrame } from './pageFrame.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Returns all violations that axe reports for a webview page, as `rule: element`. `body` is the body of the page. */
export async function accessibilityViolations(body: Locator): Promise<string[]> {
  const frame = await pageFrame(body)
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
