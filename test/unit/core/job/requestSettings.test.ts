import assert from 'node:assert/strict'
import { differingSettings, settingsOf } from '../../../../src/core/job/requestSettings.ts'

const settings = (values: Record<string, unknown>) => settingsOf({ values })

describe('settingsOf', () => {
  it('keeps short values, and file names instead of URLs', () => {
    assert.deepEqual(
      settings({
        prompt: 'A dancer',
        negative_prompt: 'blur',
        seed: 3,
        sync_mode: true,
        resolution: '720p',
        video_url: 'https://clips.example/a%20b/dance.mp4?token=secret',
        image_url: `data:image/png;name=first.png;base64,${'A'.repeat(100_000)}`,
        image_list: ['https://x.example/1.png', 'https://x.example/2.png'],
      }),
      { seed: 3, sync_mode: true, resolution: '720p', video_url: 'dance.mp4', image_url: 'first.png', image_list: '2' },
    )
  })

  it('survives the values of a hostile import', () => {
    let nested: unknown = 'x'
    for (let depth = 0; depth < 10_000; depth++) nested = [nested]
    const hostile = JSON.parse('{"__proto__": 1, "a": null, "c": {"d": 1}, "e": "https://%zz/%zz"}')
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`p${index}`, 'y'.repeat(100_000)]))
    assert.deepEqual(settings({ ...hostile, b: nested, n: Number.NaN }), { b: '1', e: '%zz' })
    assert.ok(JSON.stringify(settings(many)).length < 10_000)
  })
})

describe('differingSettings', () => {
  it('names what one of two requests has, or has differently', () => {
    assert.deepEqual(differingSettings({ a: 1, b: 2, c: 3 }, { a: 1, b: 3, d: 4 }), ['b', 'c', 'd'])
  })
})
