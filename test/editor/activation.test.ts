import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { extension, manifest } from './extensionUnderTest.ts'

describe('activation', () => {
  it('starts, and gives nothing away to other extensions', async () => {
    const { isActive, exports } = await extension()
    assert.deepEqual({ isActive, exports }, { isActive: true, exports: undefined })
  })

  it('registers exactly the commands of package.json', async () => {
    await extension()
    const registered = (await vscode.commands.getCommands(true)).filter(
      // The editor makes some of its own for a view, as `wanVace.jobs.focus`.
      (id) => id.startsWith('wanVace.') && !id.startsWith('wanVace.jobs.'),
    )
    const declared = manifest().contributes.commands.map(({ command }) => command)
    assert.deepEqual(registered.sort(), [...declared].sort())
  })
})
