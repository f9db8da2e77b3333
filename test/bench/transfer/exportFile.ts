import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FORMAT, FORMAT_VERSION } from '../../../src/jobs/transfer/transferFormat.ts'

const MODEL = 'alibaba/wan2.2-vace-fun-a14b-pose'
const VALUES_PER_PIECE = 10_000

/**
 * Writes an export of one job, as a line of `lineBytes` or a little more. Its request has many small values, which take
 * far more memory than one large value.
 */
export async function writeExportFile(path: string, lineBytes: number): Promise<void> {
  await pipeline(Readable.from(exportPieces(lineBytes)), createWriteStream(path))
}

function* exportPieces(lineBytes: number): Generator<string> {
  yield `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION })}\n`
  const id = crypto.randomUUID()
  const job = {
    id,
    clientRequestId: `wan-vace-${id}`,
    apiOrigin: 'https://api.example',
    model: MODEL,
    prompt: 'a dancer',
    state: 'failed',
    createdAt: Date.now(),
    finishedAt: Date.now(),
  }
  const request = {
    model: MODEL,
    values: { prompt: 'a dancer', video_url: 'https://example.com/dance.mp4', VALUES: 0 },
  }
  const [start = '', end = ''] = JSON.stringify({ job, request }).split('VALUES')
  yield start
  for (let index = 0, bytes = start.length; bytes < lineBytes; index += VALUES_PER_PIECE) {
    const names = Array.from({ length: VALUES_PER_PIECE }, (_, offset) => `value${index + offset}`)
    const piece = `${names.join('":0,"')}":0,"`
    bytes += piece.length
    yield piece
  }
  yield `last${end}\n`
}
