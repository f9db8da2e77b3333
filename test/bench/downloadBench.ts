import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import { download } from '../../src/jobs/video/download.ts'
import type { BenchPart } from './figures.ts'
import { VideoServer } from './support/videoServer.ts'

const MB = 1_000_000
const SMALL_BYTES = 20 * MB
const LARGE_BYTES = 400 * MB

export const downloadPart: BenchPart = {
  name: 'download',
  title: 'download of 400 MB against one of 20 MB (20 times as much)',
  async measure() {
    // The first one loads and compiles the code.
    await measureDownload(SMALL_BYTES)
    const small = await measureDownload(SMALL_BYTES)
    const large = await measureDownload(LARGE_BYTES)
    return [
      { key: 'download.timeRatio', value: large.ms / small.ms },
      { key: 'download.memoryRatio', value: large.memoryBytes / LARGE_BYTES },
      { key: 'download.memoryMb', value: large.memoryBytes / MB, unit: 'MB' },
    ]
  },
}

/** Milliseconds, and the growth of this process's memory. */
async function measureDownload(sizeBytes: number): Promise<{ ms: number; memoryBytes: number }> {
  const server = await VideoServer.start(sizeBytes)
  void server.sendAll()
  const folder = await makeTempFolder('bench')
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const start = performance.now()
  await download((url, init) => fetch(url, { ...init, redirect: 'manual' }), {
    url: server.url,
    serviceOrigin: server.origin,
    folder,
    name: 'v.mp4',
    validator: undefined,
    signal: new AbortController().signal,
    stallMs: 60_000,
    onStart: async () => undefined,
    confirmLease: async () => true,
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage().rss)
    },
  })
  const ms = performance.now() - start
  await server.close()
  await removeTempFolder(folder)
  return { ms, memoryBytes: peak - before }
}
