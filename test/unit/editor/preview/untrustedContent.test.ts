import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { FileState, GenerationRequest, Job, JobState } from '../../../../src/core/job/job.ts'
import { webviewPage } from '../../../../src/editor/common/webviewPage.ts'
import type { PreviewInput } from '../../../../src/editor/preview/previewInput.ts'
import { previewView } from '../../../../src/editor/preview/previewModel.ts'
import { externalUrl } from '../../../../src/editor/preview/videoSource.ts'
import { parseMessageToPreviewPage, parsePreviewView } from '../../../../src/protocol/preview.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const states: JobState[] = ['submitting', 'unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped']
const files: FileState[] = ['none', 'downloading', 'saved', 'failed', 'lost', 'deleted']

function inputOf(job: Job, request?: GenerationRequest): PreviewInput {
  return {
    job,
    request,
    fileUrl: undefined,
    info: undefined,
    hasPreviousAttempt: false,
    expectedDurationMs: 120_000,
    unplayable: new Set<string>(),
  }
}

/** The `data-view` attribute of the page, as a browser reads it. */
function viewIn(html: string): string | undefined {
  return /data-view="([^"]*)"/
    .exec(html)?.[1]
    ?.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)))
}

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
        const input = inputOf(job, request)
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
    const input = inputOf(job, request)
    const view = previewView(input, renderContext())
    assert.doesNotMatch(JSON.stringify(view), /base64|QUFBQUFB/)
  })

  const urls: readonly [string, boolean][] = [
    ['https://cdn.example.com/v.mp4?sig=a%20b', true],
    ['https://CDN.example.com:8443/v.mp4', true],
    ['http://127.0.0.1:8787/r/v.mp4', false],
    ['http://[::1]:8787/v.mp4', false],
    ['http://localhost/v.mp4', false],
    ['https://127.0.0.1:8787/v.mp4', false],
    ['https://a.localhost/v.mp4', false],
    ['http://cdn.example.com/v.mp4', false],
    ['http://127.0.0.1.evil.example/v.mp4', false],
    ['https://user:secret@cdn.example.com/v.mp4', false],
    ['javascript:alert(1)', false],
    ['data:video/mp4;base64,AAAA', false],
    ['blob:https://x.example/1', false],
    ['ftp://x.example/v.mp4', false],
    ['//x.example/v.mp4', false],
    ['', false],
  ]
  for (const [resultUrl, isAllowed] of urls) {
    it(`${isAllowed ? 'opens' : 'does not open'} ${resultUrl.slice(0, 60)} in a browser`, () => {
      const apiOrigin = resultUrl.startsWith('http:') ? 'http://127.0.0.1:8787' : 'https://api.aimlapi.com'
      const job = buildJob({ state: 'completed', resultUrl, apiOrigin })
      assert.equal(externalUrl(job) !== undefined, isAllowed)
    })
  }

  it('never loads a result URL', () => {
    const job = buildJob({ state: 'completed', resultUrl: 'https://cdn.example.com/v.mp4' })
    const view = previewView(inputOf(job), renderContext())
    assert.doesNotMatch(JSON.stringify(view.mainArea), /cdn\.example/)
  })

  it('allows only the script, the style sheets, the font and the video', () => {
    const job = buildJob({ prompt: '"><img src=x onerror=alert(1)></body><script>alert(1)</script>\'&quot;' })
    const view = previewView(inputOf(job), renderContext())
    const html = webviewPage({
      cspSource: 'https://own.example',
      nonce: 'n0nce',
      language: '"><script>',
      data: { view: JSON.stringify(view) },
      sources: { img: [], media: ['https://own.example'] },
      scriptUri: 'https://own.example/preview.js',
      styleUri: 'https://own.example/preview.css',
      codiconUri: 'https://own.example/codicon.css',
    })
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'")
    assert.deepEqual(
      [policy?.split('; '), html.match(/<(script|img)\b/g), html.includes('unsafe'), parsePreviewView(viewIn(html))],
      [
        [
          "default-src 'none'",
          "script-src 'nonce-n0nce'",
          'style-src https://own.example',
          'font-src https://own.example',
          'media-src https://own.example',
          "base-uri 'none'",
          "form-action 'none'",
        ],
        ['<script'],
        false,
        view,
      ],
    )
  })
})
