import type { DpopKeys } from '@device-flow/machine'
import type { Attachment } from '../attachment.ts'
import type { DpopOption } from '../options/attachable.ts'
import type { Settings } from '../options/settings.ts'
import { ALGORITHMS } from './algorithm.ts'
import type { DpopAlgorithm } from './algorithm.ts'
import { boundKeys } from './bound-keys.ts'
import { holdKey } from './key-holder.ts'
import { memoryKeys } from './memory-keys.ts'
import { createNonces } from './nonces.ts'
import { onlyBound } from './only-bound.ts'
import { provingSend } from './proving-send.ts'
import { createServerClock } from '../server/server-clock.ts'
import { withKey } from './with-key.ts'

/** The options of {@link createDpop}. */
export interface DpopOptions {
  /**
   * Where the key is kept. It has to be there for as long as the session: `indexedDbDpopKeys()` of `@device-flow/session/indexed-db` in
   * browsers, `storedDpopKeys(store)` of `@device-flow/session/dpop` elsewhere. Default: in memory, for a session that is kept nowhere.
   */
  keys?: DpopKeys | undefined
  /** What proofs are signed by. Default `ES256`, which servers with DPoP take unless their metadata says otherwise. */
  algorithm?: DpopAlgorithm | undefined
  /**
   * Accepts an access token of type `Bearer`, from a server that binds the refresh token alone (Keycloak has a setting for it), or nothing.
   * Default `false`: tokens that are not bound are revoked, and the login ends with `invalidResponse`.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-5 | RFC 9449 §5}
   */
  acceptBearer?: boolean | undefined
  /**
   * Sends a proof with the device authorization request, too. Default `true`: servers that do not know it there ignore it. In a page, the
   * server then has to allow the header `DPoP` at that endpoint (CORS).
   */
  proveDeviceAuthorization?: boolean | undefined
}

/**
 * Binds the tokens of logins to a key (DPoP): whoever steals a token cannot use it without the key. Each request for tokens, each refresh
 * and each call of an API carries a proof that was made for it alone. A server's nonces are taken up, without a poll of their own.
 *
 * @throws TypeError for an option that cannot work
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449 | RFC 9449}
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createDpop } from '@device-flow/oauth/dpop'
 *
 * export const services = createOAuthServices({
 *   issuer: 'https://login.example.com',
 *   clientId: 'living-room-tv',
 *   dpop: createDpop(),
 * })
 * ```
 */
export function createDpop(options: DpopOptions = {}): DpopOption {
  const { keys = memoryKeys(), algorithm = 'ES256', acceptBearer = false, proveDeviceAuthorization = true } = options
  if (!ALGORITHMS.includes(algorithm)) throw new TypeError(`algorithm must be one of ${ALGORITHMS.join(', ')}`)
  const attach: Attachment = (context, servicesOf) => {
    const { settings } = context
    const { clock } = settings
    const holder = holdKey(keys, keyName(settings, algorithm), algorithm)
    const parts = { nonces: createNonces(), serverClock: createServerClock(clock) }
    const proving = { ...parts, ...settings, proveDeviceAuthorization, readyKey: () => holder.ready() }
    const proven = servicesOf({ ...context, send: provingSend(context.send, proving) })
    return withKey({
      ...parts,
      clock,
      keys: boundKeys(holder, clock),
      proven: onlyBound(proven, { acceptBearer, clock }),
      plain: servicesOf(context),
    })
  }
  return attach
}

/** A key is of one client at one server: two servers that saw the same could tell that the person is the same. */
function keyName({ server, clientId }: Settings, algorithm: DpopAlgorithm): string {
  return `DPoP ${algorithm} ${clientId} ${'issuer' in server ? server.issuer.href : server.endpoints.tokenEndpoint}`
}
