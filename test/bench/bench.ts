// `npm run bench`: measures load and time as ratios within one run, and prints each figure beside its target. Computers
// are noisy: nothing is asserted.
//
//   --only slowDisk,list   measure these parts only
//   --json FILE            also write the figures as JSON
//   --quick                fewer and shorter runs, to try the benchmark itself
import { parseArgs } from 'node:util'
import { activationPart } from './activationBench.ts'
import { comparePart } from './compareBench.ts'
import { downloadPart } from './downloadBench.ts'
import { type BenchPart, type Figure, SkippedError } from './figures.ts'
import { formPart } from './formBench.ts'
import { galleryPart } from './galleryBench.ts'
import { idlePart } from './idleBench.ts'
import { largeFilePart } from './largeFileBench.ts'
import { listPart } from './listBench.ts'
import { pollPart } from './pollBench.ts'
import { previewPart } from './previewBench.ts'
import { printFigures, writeFigures } from './report.ts'
import { slowDiskPart } from './slowDiskBench.ts'
import { storePart } from './storeBench.ts'
import { transferPart } from './transferBench.ts'

const PARTS: readonly BenchPart[] = [
  storePart,
  downloadPart,
  pollPart,
  slowDiskPart,
  listPart,
  transferPart,
  previewPart,
  idlePart,
  comparePart,
  activationPart,
  formPart,
  galleryPart,
  largeFilePart,
]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const figures: Figure[] = []
for (const part of selectParts(options.only)) {
  console.log(`\n${part.name}: ${part.title}`)
  try {
    const measured = await part.measure({ quick: options.quick })
    printFigures(measured)
    figures.push(...measured)
  } catch (error) {
    if (!(error instanceof SkippedError)) process.exitCode = 1
    console.log(error instanceof SkippedError ? `  skipped: ${error.message}` : error)
  }
  // A part that fails later must not lose what was measured before.
  if (options.json !== undefined) writeFigures(options.json, figures)
}

function selectParts(only: string | undefined): readonly BenchPart[] {
  if (only === undefined) return PARTS
  return only.split(',').map((name) => {
    const part = PARTS.find((each) => each.name === name)
    if (part === undefined) throw new Error(`--only: "${name}" is none of ${PARTS.map((each) => each.name).join(', ')}`)
    return part
  })
}
