// `npm run package`: packages the extension as a .vsix in the root of the repository.
import { relative } from 'node:path'
import { packageExtension } from './lib/packageExtension.ts'
import { ROOT } from './lib/paths.ts'

const { file, sizeBytes, contents } = await packageExtension(ROOT)
console.log(contents.map((path) => `  ${path}`).join('\n'))
console.log(`${relative(process.cwd(), file)}: ${contents.length} files, ${(sizeBytes / 1000).toFixed(0)} kB`)
