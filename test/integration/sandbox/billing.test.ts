import { deepStrictEqual } from 'node:assert/strict'
import { encodeVideo } from '../../../src/sandbox/video/encodeVideo.ts'
import { createVideoSpec } from '../../../src/sandbox/video/videoSpec.ts'
import { describeMp4 } from './mp4.ts'
import { call, create, generateVideo, POSE_MODEL_ID, poll, withSandbox } from './support.ts'

interface Row {
  readonly type: string
  readonly direction: string
  readonly reference_id: string | null
  readonly model: string | null
}

interface Page {
  readonly data: Row[]
  readonly pagination: { readonly next_cursor: string | null; readonly has_more: boolean }
}

describe('sandbox: billing', () => {
  it('pages through the transactions with a cursor that new transactions do not shift', () =>
    withSandbox({}, async (sandbox) => {
      const ids: string[] = []
      for (let i = 0; i < 4; i++) ids.unshift((await create(sandbox)).json.id)
      const rows: Row[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const path: string = `/v2/billing/transactions?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
        const { data, pagination }: Page = (await call(sandbox, path)).json
        deepStrictEqual(pagination.has_more, pagination.next_cursor !== null)
        rows.push(...data)
        cursor = pagination.next_cursor
        await create(sandbox)
      }
      deepStrictEqual(
        rows.map(({ type, direction, reference_id, model }) => [type, direction, reference_id, model]),
        [...ids.map((id) => ['MODEL_USAGE', 'CHARGE', id, POSE_MODEL_ID]), ['INIT', 'TOPUP', null, null]],
      )
    }))

  it('charges the matched frame count and rate of the clip, and renders them', async () => {
    const clip = await encodeVideo(
      createVideoSpec(
        { prompt: 'x', resolution: '240p', aspect_ratio: '1:1', num_frames: 20, frames_per_second: 10 },
        1,
      ),
    )
    const dataUri = `data:video/mp4;base64,${Buffer.from(clip).toString('base64')}`
    await withSandbox({}, async (sandbox) => {
      const fileUrl = await generateVideo(sandbox, { num_frames: 30, frames_per_second: 6 })
      const frames = { num_frames: 200, match_input_num_frames: true }
      const rate = { frames_per_second: 30, match_input_frames_per_second: true }
      /** The request, then the generated frames and the frame rate. */
      const cases: readonly (readonly [object, number, number])[] = [
        [{ video_url: dataUri, ...frames }, 20, 16],
        [{ video_url: dataUri, ...frames, ...rate }, 20, 10],
        [{ video_url: dataUri, num_frames: 20, ...rate }, 20, 10],
        [{ video_url: fileUrl, ...frames, ...rate }, 30, 6],
        [{ video_url: dataUri, num_frames: 17, frames_per_second: 17, match_input_num_frames: false }, 17, 17],
        // The default, because the sandbox does not download the clip.
        [{ video_url: 'https://example.com/clip.mp4', ...frames, ...rate }, 81, 16],
        [{ video_url: 'data:video/webm;base64,GkXfo59ChoEB', ...frames }, 81, 16],
        [{ video_url: `${sandbox.filesUrl}/files/none.mp4`, ...frames }, 81, 16],
      ]
      for (const [values, expectedFrames, expectedRate] of cases) {
        const { json } = await create(sandbox, values)
        const { video, meta } = (await poll(sandbox, json.id)).json
        const mp4 = describeMp4(Buffer.from(await (await fetch(video.url)).arrayBuffer()))
        const credits = Math.round((expectedFrames / expectedRate) * 0.02 * 2_000_000)
        deepStrictEqual([meta.usage.credits_used, mp4.frames, mp4.rate], [credits, expectedFrames, expectedRate])
      }
    })
  })

  it('does not charge interpolated frames', () =>
    withSandbox({}, async (sandbox) => {
      const values = { num_frames: 17, frames_per_second: 10 }
      await create(sandbox, values)
      await create(sandbox, { ...values, num_interpolated_frames: 2 })
      const [without, interpolated] = sandbox.ledger()
      deepStrictEqual([without?.credits, interpolated?.credits], [68_000, 68_000])
    }))

  const QUERIES: readonly (readonly [string, number, number?])[] = [
    ['direction=CHARGE', 200, 1],
    ['direction=TOPUP', 200, 1],
    ['type=INIT', 200, 1],
    ['type=BONUS', 200, 0],
    ['from=2100-01-01T00:00:00Z', 200, 0],
    ['to=2020-01-01T00:00:00Z', 200, 0],
    ['direction=OUT', 400],
    ['type=usage', 400],
    ['cursor=abc', 400],
    ['cursor=', 400],
    ['limit=101', 400],
    ['from=soon', 400],
    ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
  ]
  it('filters and validates as documented', () =>
    withSandbox({}, async (sandbox) => {
      await create(sandbox)
      for (const [query, status, rows] of QUERIES) {
        const response = await call(sandbox, `/v2/billing/transactions?${query}`)
        deepStrictEqual([query, response.status, response.json.data?.length], [query, status, rows])
      }
    }))
})
