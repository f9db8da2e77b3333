import type { ChildProcess } from 'node:child_process'

const OUTPUT_LIMIT = 200_000

/**
 * Waits until a program prints a line that matches `pattern`. `output()` returns everything that the program has printed
 * so far. Rejects with the output if the program exits or `timeoutMs` passes first.
 */
export function waitForLine(
  child: ChildProcess,
  pattern: RegExp,
  timeoutMs: number,
): Promise<{ match: RegExpExecArray; output: () => string }> {
  let text = ''
  const output = () => text
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer)
      reject(new Error(`${child.spawnargs.slice(0, 2).join(' ')} ${reason} Output:\n${text}`))
    }
    const timer = setTimeout(() => fail(`did not print ${pattern} within ${timeoutMs} ms.`), timeoutMs)
    const onData = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-OUTPUT_LIMIT)
      const match = pattern.exec(text)
      if (match === null) return
      clearTimeout(timer)
      resolve({ match, output })
    }
    child.stdout?.on('data', onData)
    child.stderr?.on('data', onData)
    child.once('error', (error) => fail(`could not be started: ${error.message}.`))
    child.once('exit', (code, signal) => fail(`exited with ${code ?? signal}.`))
  })
}
