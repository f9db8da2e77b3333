import type { ChildProcess } from 'node:child_process'

/**
 * Waits until a program prints a line that matches. `output()` goes on collecting what it prints.
 *
 * @throws with what it printed, when it ends or `limitMs` passes first.
 */
export function waitForLine(
  child: ChildProcess,
  pattern: RegExp,
  limitMs: number,
): Promise<{ match: RegExpExecArray; output: () => string }> {
  let text = ''
  const output = () => text
  return new Promise((resolve, reject) => {
    const give = (why: string) => {
      clearTimeout(timer)
      reject(new Error(`${child.spawnargs.slice(0, 2).join(' ')} ${why} It printed:\n${text}`))
    }
    const timer = setTimeout(() => give(`did not say ${pattern} within ${limitMs} ms.`), limitMs)
    const hear = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-200_000)
      const match = pattern.exec(text)
      if (match === null) return
      clearTimeout(timer)
      resolve({ match, output })
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', (error) => give(`could not be started: ${error.message}.`))
    child.once('exit', (code, signal) => give(`ended with ${code ?? signal}.`))
  })
}
