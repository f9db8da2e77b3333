import { median } from './median.ts'

/** Milliseconds of `body`: the median of several runs. */
export async function medianTimeMs(runs: number, body: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await body()
    times.push(performance.now() - start)
  }
  return median(times)
}
