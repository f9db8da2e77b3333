import * as vscode from 'vscode'
import { checkApiKey } from '../../api/apiKey.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { keyProblemText } from './keyProblemText.ts'
import { DEFAULT_API_URL } from './settings.ts'

const SECRET_PREFIX = 'wanVace.apiKey:'
/** Origins that the user allowed the environment's key for. The key itself is not stored. */
const CONSENTS_KEY = 'wanVace.environmentKeyOrigins'

export const KEY_VARIABLE = 'AIMLAPI_API_KEY'

/**
 * The API keys, each bound to the origin that it was entered for. A stored key takes precedence over the environment's,
 * which is used for the service's own URL, and for others after the user allowed it.
 */
export class KeyStore implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage
  readonly #memento: vscode.Memento
  readonly #environment: NodeJS.ProcessEnv
  readonly #log: Log
  readonly #cache = new Map<string, Promise<string | undefined>>()
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  /** Fires when a key is set or removed, in any window. */
  readonly onDidChange = this.#changed.event

  constructor(secrets: vscode.SecretStorage, memento: vscode.Memento, environment: NodeJS.ProcessEnv, log: Log) {
    this.#secrets = secrets
    this.#memento = memento
    this.#environment = environment
    this.#log = log
    this.#disposables.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(SECRET_PREFIX)) this.#onChange()
      }),
    )
  }

  /** Returns the key to send to `origin`; undefined if there is none that may be sent there. Never rejects. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.#stored(origin)) ?? (this.environmentKeyAllowed(origin) ? this.#environmentKey() : undefined)
  }

  async hasStored(origin: string): Promise<boolean> {
    return (await this.#stored(origin)) !== undefined
  }

  /** Stores a key that `checkApiKey` accepted. Rejects with `AppError('storage')` if the system has no keyring. */
  async set(origin: string, key: string): Promise<void> {
    try {
      await this.#secrets.store(SECRET_PREFIX + origin, key)
    } catch (error) {
      this.#log.warn(`Could not store the API key: ${messageOf(error).replaceAll(key, '***')}`)
      throw new AppError(
        'storage',
        vscode.l10n.t(
          'Could not store the API key, because this system has no working keyring. Set the environment variable {0} instead, and restart the editor.',
          KEY_VARIABLE,
        ),
      )
    }
    this.#onChange()
  }

  /** Removes the stored key, and the consent to use the environment's key. */
  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(SECRET_PREFIX + origin)
    await this.#memento.update(
      CONSENTS_KEY,
      this.#consents().filter((consent) => consent !== origin),
    )
    this.#onChange()
  }

  /** Whether the environment has a valid key. */
  hasEnvironmentKey(): boolean {
    return this.#environmentKey() !== undefined
  }

  /** Whether the environment's key may be sent to `origin`. */
  environmentKeyAllowed(origin: string): boolean {
    return origin === DEFAULT_API_URL || this.hasConsented(origin)
  }

  /** Whether the user allowed the environment's key for `origin`. `remove` revokes this. */
  hasConsented(origin: string): boolean {
    return this.#consents().includes(origin)
  }

  async allowEnvironmentKey(origin: string): Promise<void> {
    await this.#memento.update(CONSENTS_KEY, [...new Set([...this.#consents(), origin])])
    this.#onChange()
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  #stored(origin: string): Promise<string | undefined> {
    const cached = this.#cache.get(origin)
    if (cached) return cached
    const reading = this.#read(origin)
    this.#cache.set(origin, reading)
    return reading
  }

  async #read(origin: string): Promise<string | undefined> {
    try {
      const check = checkApiKey((await this.#secrets.get(SECRET_PREFIX + origin)) ?? '')
      return check.ok ? check.key : undefined
    } catch (error) {
      // Without a keyring, every read fails. The environment may have a key.
      this.#log.warn(`Could not read the keyring: ${messageOf(error)}`)
      return undefined
    }
  }

  #environmentKey(): string | undefined {
    const text = this.#environment[KEY_VARIABLE]
    if (!text) return undefined
    const check = checkApiKey(text)
    if (check.ok) return check.key
    this.#log.warn(`The environment variable ${KEY_VARIABLE} is not used. ${keyProblemText(check.problem)}`)
    return undefined
  }

  #consents(): readonly string[] {
    const list = this.#memento.get<unknown>(CONSENTS_KEY)
    return Array.isArray(list) ? list.filter((origin) => typeof origin === 'string') : []
  }

  #onChange(): void {
    this.#cache.clear()
    this.#changed.fire()
  }
}
