import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { FileState, Job, JobState } from '../../../../src/core/job/job.ts'
import { previewHtml } from '../../../../src/editor/preview/previewHtml.ts'
import { previewView } from '../../../../src/editor/preview/previewModel.ts'
import { mediaOrigin, playableUrl } from '../../../../src/editor/preview/videoSource.ts'
import { parseMessageToPreviewPage } from '../../../../src/protocol/preview.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const states: JobState[] = ['submitting', 'unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped']
const files: FileState[] = ['none', 'downloading', 'saved', 'failed', 'lost', 'deleted']

describe('the preview of untrusted content', () => {
  it('makes a valid message from any job', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant('x'.repeat(300_000)),
      fc.constant('<img src=x onerror=a()>'),
    )
    const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
    const service = maybe(fc.record({ name: text, message: text }))
    const error = maybe(
      fc.oneof(
        service.map((said) => errorDetail('generationFailed', {}, said)),
        text.map((url) => errorDetail('unsafeUrl', { url })),
        // What an import may hold.
        fc.constantFrom('constructor', '__proto__', 'x').map((code) => ({ code, args: {} }) as unknown as ErrorDetail),
      ),
    )
    const job: fc.Arbitrary<Job> = fc
      .record({
        prompt: text,
        state: fc.constantFrom(...states),
        model: text,
        apiOrigin: text,
        remoteStatus: maybe(text),
        generationId: maybe(text),
        supportId: maybe(text),
        resultUrl: maybe(fc.oneof(text, fc.webUrl())),
        creditsUsed: maybe(fc.double()),
        nextAt: maybe(fc.nat()),
        failures: fc.nat(3),
        error,
        file: fc.record({
          state: fc.constantFrom(...files),
          name: maybe(text),
          sizeBytes: maybe(fc.maxSafeNat()),
          receivedBytes: maybe(fc.maxSafeNat()),
          validator: maybe(text),
          error,
        }),
      })
      .map((parts) => buildJob(parts))
    const values = fc.dictionary(fc.string(), fc.oneof(text, fc.jsonValue()), { maxKeys: 5 })
    fc.assert(
      fc.property(job, maybe(values), (job, values) => {
        const request = values && { model: job.model, values }
        const input = {
          job,
          request,
          fileUrl: undefined,
          hasPreviousAttempt: false,
          expectedDurationMs: 120_000,
          unplayable: new Set<string>(),
        } as const
        const message = { type: 'show', view: previewView(input, renderContext()) }
        assert.deepEqual(parseMessageToPreviewPage(JSON.parse(JSON.stringify(message))), message)
      }),
      { numRuns: 300 },
    )
  })

  it('sends no data: URI to the page', () => {
    const data = `data:video/mp4;base64,${'QUFB'.repeat(50_000)}`
    const values = { prompt: 'p', video_url: data, image_list: [data, data], last_image_url: data, unknown_field: data }
    const job = buildJob()
    const request = { model: job.model, values }
    const input = {
      job,
      request,
      fileUrl: undefined,
      hasPreviousAttempt: false,
      expectedDurationMs: 120_000,
      unplayable: new Set<string>(),
    }
    const view = previewView(input, renderContext())
    assert.doesNotMatch(JSON.stringify(view), /base64|QUFBQUFB/)
  })

  const urls: readonly [string, string | undefined][] = [
    ['https://cdn.example.com/v.mp4?sig=a%20b', 'https://cdn.example.com'],
    ['https://CDN.example.com:8443/v.mp4', 'https://cdn.example.com:8443'],
    ['http://127.0.0.1:8787/r/v.mp4', undefined],
    ['http://[::1]:8787/v.mp4', undefined],
    ['http://localhost/v.mp4', undefined],
    ['https://127.0.0.1:8787/v.mp4', undefined],
    ['https://a.localhost/v.mp4', undefined],
    ['http://cdn.example.com/v.mp4', undefined],
    ['http://127.0.0.1.evil.example/v.mp4', undefined],
    ['https://user:secret@cdn.example.com/v.mp4', undefined],
    ["https://x.example; script-src 'unsafe-inline'/v.mp4", undefined],
    ['https://*/v.mp4', undefined],
    ['https://x.example;frame-src/v.mp4', undefined],
    ['https://*.example.com/v.mp4', undefined],
    ["https://'unsafe-eval'/v.mp4", undefined],
    ['javascript:alert(1)', undefined],
    ['data:video/mp4;base64,AAAA', undefined],
    ['blob:https://x.example/1', undefined],
    ['ftp://x.example/v.mp4', undefined],
    ['//x.example/v.mp4', undefined],
    [`https://x.example/${'x'.repeat(8_000)}`, undefined],
    ['', undefined],
  ]
  for (const [resultUrl, origin] of urls) {
    it(`${origin ? 'plays' : 'does not play'} ${resultUrl.slice(0, 60)}`, () => {
      const apiOrigin = resultUrl.startsWith('http:') ? 'http://127.0.0.1:8787' : 'https://api.aimlapi.com'
      const job = buildJob({ state: 'completed', resultUrl, apiOrigin })
      assert.deepEqual([mediaOrigin({ job, fileUrl: undefined }), playableUrl(job) !== undefined], [origin, !!origin])
    })
  }

  it('does not load from this computer for a remote service', () => {
    const job = buildJob({
      state: 'completed',
      resultUrl: 'http://127.0.0.1:9229/json',
      apiOrigin: 'https://api.example',
    })
    assert.deepEqual([mediaOrigin({ job, fileUrl: undefined }), playableUrl(job)], [undefined, undefined])
  })

  it('needs no other origin when the file is saved', () => {
    const job = buildJob({ state: 'completed', resultUrl: 'https://x.example/v.mp4' })
    assert.equal(mediaOrigin({ job, fileUrl: 'https://file.example/v.mp4' }), undefined)
  })

  it('allows only the script, the style sheets, the font and the video', () => {
    const html = previewHtml({
      cspSource: 'https://own.example',
      nonce: 'n0nce',
      language: '"><script>',
      jobId: '"><img src=x onerror=alert(1)>',
      scriptUri: 'https://own.example/preview.js',
      styleUri: 'https://own.example/preview.css',
      codiconUri: 'https://own.example/codicon.css',
      mediaOrigin: 'https://cdn.example.com',
    })
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'")
    assert.deepEqual(
      [policy?.split('; '), html.match(/<(script|img)\b/g), html.includes('unsafe')],
      [
        [
          "default-src 'none'",
          "script-src 'nonce-n0nce'",
          'style-src https://own.example',
          'font-src https://own.example',
          'media-src https://own.example https://cdn.example.com',
          "base-uri 'none'",
          "form-action 'none'",
        ],
        ['<script'],
        false,
      ],
    )
  })
})
