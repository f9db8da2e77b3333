// `npm run strings`: prints every string that users can read, with its source, and the number of different ones.
import { collectUserStrings } from './lib/userStrings.ts'

const sources = Map.groupBy(collectUserStrings(), ({ text }) => text)
for (const [text, uses] of sources) {
  console.log(text)
  console.log(`    ${uses.map(({ source }) => source).join(', ')}`)
}
console.log(`\n${sources.size} strings`)
