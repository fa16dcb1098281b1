import { DeviceFlowError } from '@device-flow/machine'
import { createSleep, systemClock } from '@device-flow/machine/clock'
// By their public name: these types are declared once, in the entry that this one loads.
import type { createOAuthServices, OAuthServerOptions, OAuthServices, OAuthServicesOptions } from '@device-flow/oauth'
import { createChunk } from '@device-flow/untrusted'
import { loadedCode } from '../loaded-code.ts'
import { clientIdentity } from '../options/client-identity.ts'

/** What {@link lazyServices} loads: `@device-flow/oauth`, or a module of your own that makes services of the same options. */
export interface OAuthCode {
  /** Makes the services. Called once, when they are first needed. */
  readonly createOAuthServices: typeof createOAuthServices
}

/** Services whose code is loaded when it is first needed. */
export interface LazyServices extends OAuthServices {
  /**
   * Loads the code in the background: when a pointer comes near the button, say, or once somebody is signed in, as a page stays open for
   * weeks and the next deployment may remove the file. Does nothing when it is there, and is silent when it cannot be loaded.
   */
  preload(): void
}

/**
 * Makes services whose code, all of OAuth, is loaded when a login starts, and not with the page. Where a kept session is restored, it is
 * loaded when the tokens are renewed or revoked. In a bundle it is a chunk of its own.
 *
 * Code that cannot be loaded is an outage: a login or a refresh rejects with a `TransientFault` `offline` as for any other, goes on or is
 * tried again, and loads anew. Browsers from before HTML's change of 2026 may repeat the failure from memory until the page is
 * reloaded, which the message says.
 *
 * What can be wrong with the options is told by the first call, when their checks are loaded.
 *
 * @param options those of `createOAuthServices`
 * @param load imports the code, when it is first needed, and again where that has failed
 * @throws `TypeError` without a function that loads
 * @throws `OAuthOptionsError` when the option `provider` does not tell where its server is
 * @see {@link https://github.com/whatwg/html/pull/10327 | HTML: failed imports are not remembered}
 * @example
 * ```ts
 * import { lazyServices } from '@device-flow/oauth/lazy'
 *
 * const client = { issuer: 'https://login.example.com', clientId: 'living-room-tv', scope: 'openid offline_access' }
 * export const services = lazyServices(client, () => import('@device-flow/oauth'))
 * ```
 */
export function lazyServices(options: OAuthServicesOptions, load: () => Promise<OAuthCode>): LazyServices {
  if (typeof load !== 'function') {
    throw new TypeError("lazyServices needs a function that loads: () => import('@device-flow/oauth')")
  }
  const given = options.provider?.applyTo(options) ?? (options as OAuthServerOptions)
  const { refreshGraceMs, clock = systemClock } = given
  const chunk = createChunk(load)
  const sleep = createSleep(clock)
  let services: OAuthServices | undefined

  async function loadServices(): Promise<OAuthServices> {
    // Apart from the load: options that cannot work are no outage, and would be tried again for ever.
    const code = await loadedCode(chunk, clock)
    return (services ??= code.createOAuthServices(options))
  }

  return {
    // What is asked of services before they do anything: whose session is restored, and how.
    client: clientIdentity(given),
    parameters: given.parameters,
    refreshGraceMs,
    requestDeviceAuthorization: async (request, call) =>
      (await loadServices()).requestDeviceAuthorization(request, call),
    pollToken: async (authorization, call) => (await loadServices()).pollToken(authorization, call),
    refreshTokens: async (tokens, call) => (await loadServices()).refreshTokens(tokens, call),
    revokeTokens: async (tokens) => (await loadServices()).revokeTokens(tokens),
    fetchUserInfo: async (tokens, call) => (await loadServices()).fetchUserInfo(tokens, call),
    // A session that is restored waits for its refresh without the rest.
    sleep: (request, call) => (services?.sleep ?? sleep)(request, call),
    dpop: {
      async send(request) {
        const { dpop } = await loadServices()
        if (dpop) return dpop.send(request)
        throw new DeviceFlowError(
          'unsupported',
          'The access token is bound to a key, and the option `dpop` is missing.',
        )
      },
    },
    preload: chunk.preload,
  }
}
