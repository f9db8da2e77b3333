import { appendFile } from 'node:fs/promises'

/** Returns the files of a suite's tests that did not pass, also those that did not run because a hook failed. */
export function filesWithFailures(suite: Mocha.Suite): string[] {
  const files = new Set<string>()
  suite.eachTest((test) => {
    if (test.file !== undefined && !test.isPassed() && !test.isPending()) files.add(test.file)
  })
  return [...files]
}

/** Appends the files to the list at `path`, one file in each line. */
export async function appendFiles(path: string, files: readonly string[]): Promise<void> {
  if (files.length > 0) await appendFile(path, `${files.join('\n')}\n`)
}
