import * as vscode from 'vscode'
import { checkApiKey } from '../../api/apiKey.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { keyProblemText } from './apiKeyMessages.ts'
import { DEFAULT_API_ADDRESS } from './settings.ts'

const SECRET_PREFIX = 'wanVace.apiKey:'
/** Origins that the person allowed the environment's key for. The key itself is never written down. */
const CONSENTS = 'wanVace.environmentKeyOrigins'

export const KEY_VARIABLE = 'AIMLAPI_API_KEY'

/**
 * The API keys, each bound to the origin it was entered for. A stored key comes before the environment's, which counts
 * for the service's own address, and for others only after the person's consent.
 */
export class KeyStore implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage
  readonly #memento: vscode.Memento
  readonly #environment: NodeJS.ProcessEnv
  readonly #log: Log
  readonly #cache = new Map<string, Promise<string | undefined>>()
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  /** Fires when a key was set or removed, in any window. */
  readonly onDidChange = this.#changed.event

  constructor(secrets: vscode.SecretStorage, memento: vscode.Memento, environment: NodeJS.ProcessEnv, log: Log) {
    this.#secrets = secrets
    this.#memento = memento
    this.#environment = environment
    this.#log = log
    this.#disposables.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(SECRET_PREFIX)) this.#forget()
      }),
    )
  }

  /** The key to send to `origin`; undefined when there is none, or none that may be sent there. Never rejects. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.#stored(origin)) ?? (this.environmentKeyAllowed(origin) ? this.#environmentKey() : undefined)
  }

  async hasStored(origin: string): Promise<boolean> {
    return (await this.#stored(origin)) !== undefined
  }

  /** Stores a key that `checkApiKey` accepted. Rejects with `AppError('storage')` where the system has no keyring. */
  async set(origin: string, key: string): Promise<void> {
    try {
      await this.#secrets.store(SECRET_PREFIX + origin, key)
    } catch (error) {
      this.#log.warn(`The key could not be stored: ${messageOf(error).replaceAll(key, '***')}`)
      throw new AppError(
        'storage',
        vscode.l10n.t(
          'The key could not be stored: this system has no keyring that works. Set the environment variable {0} in its place, and start the editor again.',
          KEY_VARIABLE,
        ),
      )
    }
    this.#forget()
  }

  /** Removes the stored key, and the consent to use the environment's. */
  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(SECRET_PREFIX + origin)
    await this.#memento.update(
      CONSENTS,
      this.#consents().filter((one) => one !== origin),
    )
    this.#forget()
  }

  /** Whether the environment has a key that can be used. */
  hasEnvironmentKey(): boolean {
    return this.#environmentKey() !== undefined
  }

  /** Whether the environment's key may be sent to `origin`. */
  environmentKeyAllowed(origin: string): boolean {
    return origin === DEFAULT_API_ADDRESS || this.hasConsented(origin)
  }

  /** Whether the person allowed the environment's key for `origin`; `remove` takes that back. */
  hasConsented(origin: string): boolean {
    return this.#consents().includes(origin)
  }

  async allowEnvironmentKey(origin: string): Promise<void> {
    await this.#memento.update(CONSENTS, [...new Set([...this.#consents(), origin])])
    this.#forget()
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
      // Without a keyring every read fails; the environment's key may serve.
      this.#log.warn(`The keyring could not be read: ${messageOf(error)}`)
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
    const list = this.#memento.get<unknown>(CONSENTS)
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []
  }

  #forget(): void {
    this.#cache.clear()
    this.#changed.fire()
  }
}
