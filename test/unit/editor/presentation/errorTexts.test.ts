import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import type { ApiErrorCode, ErrorCode, ErrorDetail, ErrorDetailOf } from '../../../../src/core/errorDetail.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { errorText } from '../../../../src/editor/presentation/errorText.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

/** Arguments, and the sentences that they make. `apiErrorTexts.test.ts` has those of the API. */
type Rows = {
  readonly [C in Exclude<ErrorCode, ApiErrorCode>]: readonly (readonly [ErrorDetailOf<C>['args'], string])[]
}

const FOLDER = '/home/me/jobs'

const ROWS: Rows = {
  generationFailed: [[{}, 'The service could not generate the video.']],
  generationEnded: [[{ status: 'canceled' }, 'The service ended the generation with the status "canceled".']],
  unknownStatus: [[{ status: 'landing' }, 'The service reported the unknown status "landing".']],
  loggedAsFailed: [[{}, 'The account logs list this request as failed.']],
  noVideo: [
    [
      {},
      'The service reported the generation as completed, but returned no video. Check again later, or contact support with the generation ID.',
    ],
  ],
  generationNotFound: [
    [
      { attempts: 4 },
      'The service does not know this generation for the current API key (checked 4 times). If you changed the key, set the previous one and check again.',
    ],
  ],
  interrupted: [[{}, 'The window closed before the service responded.']],
  sandboxStopped: [[{}, 'The sandbox that ran this generation was stopped.']],
  unexpected: [[{ message: 'Oops' }, 'Unexpected error: Oops.']],
  fileGone: [[{ status: 404 }, 'The video URL no longer works (404).']],
  fileRefused: [[{ status: 503 }, 'The video host reported an error (503).']],
  fileNotVideo: [
    [{ contentType: 'text/html' }, 'The video host sent text/html instead of a video.'],
    [{ contentType: '' }, 'The video host sent unknown content instead of a video.'],
  ],
  fileRangeMismatch: [[{}, 'The video host sent a different part of the file than requested.']],
  fileEmpty: [[{}, 'The video host sent an empty file.']],
  fileTooManyRedirects: [[{ limit: 5 }, 'The video host redirected the request more than 5 times.']],
  downloadIncomplete: [
    [{ receivedBytes: 1500000, totalBytes: 20000000 }, 'The download ended early, after 1.5 MB of 20 MB.'],
    [{ receivedBytes: 1500000, totalBytes: undefined }, 'The download ended early, after 1.5 MB.'],
  ],
  downloadFailed: [[{ message: 'socket hang up' }, 'The download was interrupted: socket hang up.']],
  downloadStalled: [[{}, 'The video host stopped sending data.']],
  fileUnreachable: [[{ message: 'ENOTFOUND' }, 'Could not connect to the video host: ENOTFOUND.']],
  fileHostNotPublic: [
    [{ host: 'cdn.example' }, 'The video was not downloaded, because cdn.example is not an address on the internet.'],
  ],
  unsafeUrl: [
    [
      { url: 'http://a.example/a.mp4' },
      'The video was not downloaded, because its URL is not a public https URL: http://a.example/a.mp4.',
    ],
  ],
  noVideoUrl: [[{}, 'The service did not return a URL for the video.']],
  videoLost: [[{}, 'The service no longer provides this video, and it was not downloaded before.']],
  videoTooLarge: [
    [
      { limitBytes: 4000000000 },
      'The video is larger than 4 GB and was not downloaded. Copy its URL to download it elsewhere.',
    ],
  ],
  videoNotBase64: [[{}, 'The service returned the video in an unsupported encoding.']],
  diskFull: [
    [
      { folder: FOLDER },
      'The disk is full. The video could not be written to /home/me/jobs. Free some space, then download the video again.',
    ],
  ],
  noWriteAccess: [
    [
      { folder: FOLDER },
      'The video could not be saved: no write access to /home/me/jobs. Allow access, then download the video again.',
    ],
  ],
  videoNotWritten: [[{ message: 'EIO' }, 'Could not save the video: EIO.']],
  storeDiskFull: [[{ folder: FOLDER }, 'The disk is full. Could not save the list of generations in /home/me/jobs.']],
  storeReadOnly: [
    [
      { folder: FOLDER },
      'Could not save the list of generations: no write access to /home/me/jobs. You cannot generate videos without it.',
    ],
  ],
  storeBusy: [[{}, 'Another window is using the list of generations. Try again.']],
  storeIo: [
    [
      { folder: FOLDER },
      'Could not read or write the list of generations in /home/me/jobs: the disk reported an error.',
    ],
  ],
  storeBlocked: [
    [
      { folder: FOLDER },
      'Could not save the list of generations: /home/me/jobs is a file, not a folder. You cannot generate videos without it. Move the file, then reload the window.',
    ],
  ],
  storeFailed: [
    [
      { folder: FOLDER, message: 'malformed' },
      'Could not open the list of generations in /home/me/jobs: malformed. You cannot generate videos without it.',
    ],
  ],
  storeNewer: [
    [{}, 'A newer version of Wan VACE Studio saved the list of generations. It was not changed. Update the extension.'],
  ],
  noKeyToGenerate: [[{}, 'Generating a video requires an API key. Nothing was sent.']],
  noKeyToReadAccount: [[{}, 'Reading the account requires an API key.']],
  otherService: [
    [
      { current: 'http://127.0.0.1:8787', expected: 'https://api.aimlapi.com' },
      'This window is now connected to http://127.0.0.1:8787, not to https://api.aimlapi.com. Nothing was sent. Generate again to use the current connection.',
    ],
  ],
  requestUnknown: [[{}, "The original request isn't available on this computer."]],
  modelNotOffered: [[{ model: 'wan-3' }, 'This version does not support the model wan-3. Nothing was sent.']],
  invalidRequest: [
    [
      { model: POSE_MODEL.id, issues: [{ name: 'num_frames', code: 'outOfRange', value: 8 }] },
      'The request is not valid. Number of frames must be between 17 and 241, not 8. Nothing was sent.',
    ],
    [
      {
        model: POSE_MODEL.id,
        issues: [
          { name: 'prompt', code: 'missing' },
          { name: 'n_frames', code: 'unknownParameter' },
        ],
      },
      'The request is not valid. Prompt is required. Describe what the video should show. Unknown parameter: "n_frames". Remove it. Nothing was sent.',
    ],
    [
      { model: 'other/model', issues: [{ name: 'prompt', code: 'missing' }] },
      'The request is not valid. Nothing was sent.',
    ],
  ],
  alreadyRetried: [[{}, 'This generation was already retried.']],
  jobChanged: [[{ from: 'queued', to: 'failed' }, 'This generation has changed in the meantime.']],
  jobRemoved: [[{}, 'This generation was removed.']],
  batchSent: [[{}, 'All requests of this batch were already sent or stopped.']],
  reservationExpired: [[{}, 'The request waited too long after you confirmed it. Nothing was sent. Generate again.']],
  neverAccepted: [[{}, 'The service never accepted this generation.']],
  outcomeNotStored: [
    [
      { generationId: undefined },
      'The request was sent, but the response could not be saved. It may be billed. Do not send it again. The extension finds it when the list of generations can be saved again.',
    ],
    [
      { generationId: 'g1' },
      'The service accepted the request, but the response could not be saved. The generation ID is g1. Do not send it again. The extension finds it when the list of generations can be saved again.',
    ],
  ],
  removedBeforeResponse: [
    [{ generationId: undefined }, 'The generation was removed before the service responded. It may be billed.'],
    [{ generationId: 'g1' }, 'The generation was removed before the service responded. The generation ID is g1.'],
  ],
  importEmpty: [[{}, 'The file is empty.']],
  importNotAnExport: [[{}, 'The file is not an export of Wan VACE Studio.']],
  importNewer: [[{}, 'The file was exported by a newer version of Wan VACE Studio. Update the extension.']],
  text: [[{ text: 'Already localized' }, 'Already localized.']],
}

describe('ERROR_TEXTS', () => {
  for (const [code, rows] of Object.entries(ROWS)) {
    for (const [args, sentences] of rows) {
      it(`${code} ${JSON.stringify(args)}`, () => {
        assert.equal(errorText({ code, args } as ErrorDetail, renderContext()), sentences)
      })
    }
  }
})
