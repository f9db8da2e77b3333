// `vscode:prepublish`: builds the extension before vsce packages it.
import { buildExtension } from './lib/buildExtension.ts'

await buildExtension()
