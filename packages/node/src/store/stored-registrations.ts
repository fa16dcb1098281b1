import type { ClientRegistrations } from '@device-flow/oauth'
import type { Store } from '@device-flow/session'

/**
 * Keeps the registrations of clients in a store, beside the sessions in it, and protected as these are: for a provider that registers a
 * client before a login, as AWS does. `signIn` does so by itself where it has a store.
 *
 * @throws TypeError for what is no store
 * @example
 * ```ts
 * import { appStore, storedRegistrations } from '@device-flow/node/store'
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { aws } from '@device-flow/oauth/profiles'
 *
 * const provider = aws({ region: 'eu-central-1', tenant: 'd-1234567890' })
 * const registrations = storedRegistrations(appStore('my-cli'))
 * export const services = createOAuthServices({
 *   provider: provider.keepingRegistrations?.(registrations) ?? provider,
 *   clientId: 'my-cli',
 * })
 * ```
 */
export function storedRegistrations(store: Store): ClientRegistrations {
  if (typeof store?.writeIf !== 'function') throw new TypeError('storedRegistrations takes a store, as of appStore.')
  return {
    get: async (name) => (await store.read(name))?.text,
    async set(name, text) {
      const revision = (await store.read(name))?.revision ?? 0
      // Where another process was first, theirs is as good.
      await store.writeIf(name, revision, { revision: revision + 1, text })
    },
  }
}
