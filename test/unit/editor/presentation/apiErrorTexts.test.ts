import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import type { ApiErrorCode, ErrorDetail, ErrorDetailOf } from '../../../../src/core/errorDetail.ts'
import { errorText } from '../../../../src/editor/presentation/errorText.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

/** Arguments, and the sentences that they make. */
type Rows = { readonly [C in ApiErrorCode]: readonly (readonly [ErrorDetailOf<C>['args'], string])[] }

const HOST = 'api.example'

// Every code has a row: the type requires it.
const ROWS: Rows = {
  unreachable: [
    [
      { host: HOST, networkCode: 'ENOTFOUND' },
      'Could not find the server api.example. Check your network connection and the setting "wanVace.apiBaseUrl".',
    ],
    [
      { host: HOST, networkCode: 'ERR_NAME_NOT_RESOLVED' },
      'Could not find the server api.example. Check your network connection and the setting "wanVace.apiBaseUrl".',
    ],
    [
      { host: HOST, networkCode: 'ECONNREFUSED' },
      'api.example refused the connection. Make sure that the server is running, and that no firewall or proxy blocks the connection.',
    ],
    [
      { host: HOST, networkCode: 'PROXY_407' },
      'The proxy requires authentication. Add the user name and password to the setting "http.proxy".',
    ],
    [
      { host: HOST, networkCode: 'PROXY_403' },
      'The proxy did not allow the connection to api.example (403). Check the proxy settings.',
    ],
    [
      { host: HOST, networkCode: 'PROXY_CLOSED' },
      'The proxy closed the connection to api.example. Check the proxy settings.',
    ],
    [
      { host: HOST, networkCode: 'BAD_PROXY' },
      'The proxy URL is not valid or its scheme is not supported. Check the setting "http.proxy" and the environment variables "HTTP_PROXY" and "HTTPS_PROXY".',
    ],
    [
      { host: HOST, networkCode: 'ERR_SSL_WRONG_VERSION_NUMBER' },
      'Could not establish a secure connection to api.example (ERR_SSL_WRONG_VERSION_NUMBER). Check the setting "wanVace.apiBaseUrl" and the proxy settings.',
    ],
    [
      { host: HOST, networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      'This computer does not trust the certificate of api.example (DEPTH_ZERO_SELF_SIGNED_CERT). Behind a company proxy, install the certificate of the proxy in the operating system.',
    ],
    [
      { host: HOST, networkCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'This computer does not trust the certificate of api.example (ERR_TLS_CERT_ALTNAME_INVALID). Behind a company proxy, install the certificate of the proxy in the operating system.',
    ],
    [
      { host: HOST, networkCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      'This computer does not trust the certificate of api.example (UNABLE_TO_VERIFY_LEAF_SIGNATURE). Behind a company proxy, install the certificate of the proxy in the operating system.',
    ],
    [
      { host: HOST, networkCode: 'UND_ERR_CONNECT_TIMEOUT' },
      'Connecting to api.example timed out. Check your network connection and the proxy settings.',
    ],
    [
      { host: HOST, networkCode: 'DEADLINE' },
      'Connecting to api.example timed out. Check your network connection and the proxy settings.',
    ],
    [
      { host: HOST, networkCode: 'ECONNRESET' },
      'Could not connect to api.example (ECONNRESET). Check your network connection and the proxy settings.',
    ],
  ],
  connectionLost: [
    [{ host: HOST, networkCode: 'DEADLINE' }, 'api.example did not respond in time.'],
    [{ host: HOST, networkCode: 'UND_ERR_HEADERS_TIMEOUT' }, 'api.example did not respond in time.'],
    [
      { host: HOST, networkCode: 'HTTPParserError' },
      'api.example sent a response that is not valid HTTP (HTTPParserError).',
    ],
    [{ host: HOST, networkCode: 'BAD_STATUS' }, 'api.example sent a response that is not valid HTTP (BAD_STATUS).'],
    [
      { host: HOST, networkCode: 'ECONNRESET' },
      'The connection to api.example was lost before the response was complete (ECONNRESET).',
    ],
  ],
  unreadable: [
    [{ host: HOST, cause: 'empty' }, 'api.example sent an empty response.'],
    [
      { host: HOST, cause: 'html' },
      'api.example sent a web page instead of data. Check whether a proxy or a sign-in page intercepts the connection.',
    ],
    [{ host: HOST, cause: 'notJson' }, 'api.example sent a response that is incomplete or not valid JSON.'],
    [{ host: HOST, cause: 'wrongTypes' }, 'api.example sent a response in an unexpected format.'],
    [{ host: HOST, cause: 'tooLarge' }, 'api.example sent a response that is too large.'],
  ],
  redirected: [
    [
      { host: HOST, targetHost: undefined },
      'api.example redirected the request. To protect the API key, redirects are not followed. Check the setting "wanVace.apiBaseUrl" and the proxy settings.',
    ],
    [
      { host: HOST, targetHost: 'login.example' },
      'api.example redirected the request to login.example. To protect the API key, redirects are not followed. Check the setting "wanVace.apiBaseUrl" and the proxy settings.',
    ],
  ],
  aborted: [[{}, 'The request was canceled.']],
  badRequest: [
    [{ field: undefined }, 'The service rejected the request.'],
    [{ field: 'num_frames' }, 'The service rejected the request. Check the parameter "num_frames".'],
  ],
  unauthorized: [[{}, 'The service did not accept the API key. Set the API key again.']],
  outOfCredits: [[{}, 'The account does not have enough credits. Add credits, then try again.']],
  forbidden: [
    [
      {},
      'The API key does not have permission for this request. Check the permissions of the API key, or use another one.',
    ],
  ],
  notFound: [[{}, 'The service did not find the requested resource (404).']],
  tooLarge: [
    [
      { sizeBytes: 34_560_000 },
      'The request is too large for the service (34.6 MB). Use URLs instead of local files for the video and images.',
    ],
  ],
  rateLimited: [
    [{ retryAfterMs: undefined }, 'Rate limit reached. Try again in a minute.'],
    [{ retryAfterMs: 6500 }, 'Rate limit reached. Try again in 7 s.'],
    [{ retryAfterMs: 0 }, 'Rate limit reached. Try again now.'],
  ],
  refused: [[{ status: 409 }, 'The service rejected the request (409).']],
  serviceError: [[{ status: 503 }, 'The service reported an error (503).']],
}

describe('API_ERROR_TEXTS', () => {
  for (const [code, rows] of Object.entries(ROWS)) {
    for (const [args, sentences] of rows) {
      it(`${code} ${JSON.stringify(args)}`, () => {
        assert.equal(errorText({ code, args } as ErrorDetail, renderContext()), sentences)
      })
    }
  }
})
