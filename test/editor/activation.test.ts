import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { activateExtension, readManifest } from './extensionUnderTest.ts'

describe('activation', () => {
  it('succeeds, and exports nothing to other extensions', async () => {
    const { isActive, exports } = await activateExtension()
    assert.deepEqual({ isActive, exports }, { isActive: true, exports: undefined })
  })

  it('registers exactly the commands in package.json', async () => {
    await activateExtension()
    const registered = (await vscode.commands.getCommands(true)).filter(
      // The editor adds commands for a view, for example `wanVace.jobs.focus`.
      (id) => id.startsWith('wanVace.') && !id.startsWith('wanVace.jobs.'),
    )
    const declared = readManifest().contributes.commands.map(({ command }) => command)
    assert.deepEqual(registered.sort(), [...declared].sort())
  })
})
