import type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
import { SessionStoreError } from '../stores/store-error.ts'
import type { StoreProblem } from '../stores/store-error.ts'
import type { Store } from '../stores/store.ts'
import { decodeKeyPair, encodeKeyPair } from './key-pair-text.ts'

/** What nobody can read here any more, now or later. */
const LOST: ReadonlySet<StoreProblem> = new Set(['damaged', 'keyLost', 'otherVersion'])

/**
 * Keeps the keys of DPoP proofs in a store, beside the sessions in it: they are protected as the tokens are, so take one that encrypts,
 * such as `appStore` or `encryptedStore`. In browsers, `indexedDbDpopKeys` keeps keys that no script can read.
 *
 * @param store where the session is kept, too
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-11.4 | RFC 9449 §11.4}
 * @example
 * ```ts
 * import { appStore } from '@device-flow/node/store'
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createDpop } from '@device-flow/oauth/dpop'
 * import { withSession } from '@device-flow/session'
 * import { storedDpopKeys } from '@device-flow/session/dpop'
 *
 * const store = appStore('my-cli')
 * const dpop = createDpop({ keys: storedDpopKeys(store) })
 * const client = { issuer: 'https://login.example.com', clientId: 'my-cli', scope: 'openid offline_access' }
 * export const services = withSession(createOAuthServices({ ...client, dpop }), { store })
 * ```
 */
export function storedDpopKeys(store: Store): DpopKeys {
  async function get(name: string): Promise<DpopKeyPair | undefined> {
    const stored = await store.read(name).catch((error: unknown) => {
      if (error instanceof SessionStoreError && LOST.has(error.problem)) return undefined
      throw error
    })
    return stored && decodeKeyPair(stored.text)
  }

  return {
    needsExtractable: true,
    get,
    async add(name, pair) {
      const text = await encodeKeyPair(pair)
      const write = (revision: number): Promise<boolean> =>
        store.writeIf(name, revision, { revision: revision + 1, text })
      if (!(await write(0))) {
        const others = await get(name)
        if (others) return others
        // Nobody can read what is there. It is not deleted: that it cannot be read may be the fault of this software.
        await store.setAside(name)
        const left = await store.read(name)
        await write(left?.revision ?? 0)
      }
      const kept = await get(name)
      if (kept) return kept
      throw new SessionStoreError('unavailable', 'The key of the session was written, and is not there. Try again.')
    },
  }
}
