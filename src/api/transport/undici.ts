// The only file that imports code of undici. It imports single files, because loading undici's index replaces the
// process-wide dispatcher: on Node 22, `fetch` of every extension in the extension host would bypass the proxy and the
// connection settings of the editor. A test compares these imports with the exports of the index.

import type * as undici from 'undici'
// @ts-expect-error Only the index has types.
import connectFunction from 'undici/lib/api/api-connect.js'
// @ts-expect-error Only the index has types.
import requestFunction from 'undici/lib/api/api-request.js'
// @ts-expect-error Only the index has types.
import dispatcherClass from 'undici/lib/dispatcher/dispatcher.js'
// @ts-expect-error Only the index has types.
import envHttpProxyAgentClass from 'undici/lib/dispatcher/env-http-proxy-agent.js'
// @ts-expect-error Only the index has types.
import poolClass from 'undici/lib/dispatcher/pool.js'

export const Dispatcher: typeof undici.Dispatcher = dispatcherClass
export const EnvHttpProxyAgent: typeof undici.EnvHttpProxyAgent = envHttpProxyAgentClass
export const Pool: typeof undici.Pool = poolClass

// The index adds these methods. The proxy agent calls `connect`.
Object.assign(Dispatcher.prototype, { request: requestFunction, connect: connectFunction })
