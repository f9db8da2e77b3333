// biome-ignore-all lint/style/noDefaultExport: a CommonJS module is its default export.
// The parts of undici that are used, imported one by one: its index module installs a process-wide dispatcher when it is
// loaded, and every other extension of the window would then fetch through it.

declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import { EnvHttpProxyAgent } from 'undici'

  export { EnvHttpProxyAgent as default }
}

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici'

  export { Pool as default }
}

declare module 'undici/lib/handler/decorator-handler.js' {
  import type { Dispatcher } from 'undici'
  export default class DecoratorHandler implements Dispatcher.DispatchHandler {
    constructor(handler: Dispatcher.DispatchHandler)
    onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void
  }
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici'
  export default function request(
    this: Pick<Dispatcher, 'dispatch'>,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData>
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Dispatcher } from 'undici'
  export default function connect(
    this: Pick<Dispatcher, 'dispatch'>,
    options: Dispatcher.ConnectOptions,
  ): Promise<Dispatcher.ConnectData>
}

declare module 'undici/lib/core/symbols.js' {
  const symbols: { readonly kParser: symbol }
  export default symbols
}
