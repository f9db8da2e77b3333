import assert from 'node:assert/strict'
import { FIT, pan, type Zoom, zoomBy, zoomTo } from '../../../../src/webview/shared/playback/zoom.ts'

describe('zooming a video', () => {
  /** Where a point of the picture is in the visible area. */
  const place = ({ scale, x }: Zoom, picture: number) => picture * scale + x

  it('keeps the picture at the pointer', () => {
    const pointer = { x: 0.3, y: -0.2 }
    const twice = zoomBy(FIT, 2, pointer)
    const more = zoomBy(twice, 1.5, pointer)
    assert.ok(Math.abs(place(twice, 0.3) - 0.3) < 1e-9)
    assert.ok(Math.abs(place(more, 0.3) - 0.3) < 1e-9)
  })

  it('stays between the size that fits and a limit', () => {
    assert.deepEqual([zoomBy(FIT, 0.5), zoomTo(FIT, 1e6).scale, zoomTo(zoomBy(FIT, 4), 1)], [FIT, 32, FIT])
  })

  it('does not move the picture out of sight', () => {
    assert.deepEqual([pan(FIT, 1, 1), pan(zoomTo(FIT, 3), 9, -9)], [FIT, { scale: 3, x: 1, y: -1 }])
  })
})
