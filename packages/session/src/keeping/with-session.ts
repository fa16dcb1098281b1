import type { Json, SessionKeeper } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { loadAuthorizedFetch } from '../fetch/authorized-fetch.ts'
import { checkNamedOrigins } from '../fetch/named-origins.ts'
import type { SessionServices } from '../in-flight.ts'
import type { Lock } from '../locks/lock.ts'
import { sessionKey } from '../record/lineage.ts'
import { checkServices } from '../check-services.ts'
import { SessionOptionsError } from '../session-options-error.ts'
import type { Store } from '../stores/store.ts'
import { randomName } from '../random-name.ts'
import { createKeeper } from './keeper.ts'
import { keepings } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { createKeptRecord } from './kept-record.ts'
import { loadRequests, preloadRequests } from './load-requests.ts'
import { revokeTokens } from './revoke-tokens.ts'

/** How a session is kept. */
export interface WithSessionOptions {
  /** Where. */
  store: Store
  /** Who may refresh. Default: the lock of the store. Without any, nothing is lost either, but some requests are sent twice. */
  lock?: Lock | undefined
  /** Under which key. Default: a name made of the client, the server, and what the tokens are for. */
  key?: string | undefined
  /** The only origins that the access token is sent to. Default: those of the client's `audience` and `resources`, where they are URLs. */
  allowedOrigins?: readonly string[] | undefined
  /** Sends the requests of the login's `fetch`. Default: the platform's. */
  fetch?: typeof globalThis.fetch | undefined
  /** What is kept beside the session, for the app's own use. It is not encrypted unless the store is. */
  app?: Json | undefined
  /** Default: the platform's. */
  clock?: Clock | undefined
}

/** Services that keep the session of their login. */
export interface KeptServices extends SessionServices {
  readonly session: SessionKeeper
}

/**
 * Makes services keep the session beyond this process: the login survives reloads, crashes and reboots, is shared by all tabs and processes
 * that have the same store, and is refreshed by one of them at a time.
 *
 * What is to be kept is written before a service resolves. When it cannot be written, the tokens are in memory, the outcome says `unsaved`,
 * and the write is tried again.
 *
 * @throws SessionOptionsError for an option that there is not, when there are no services or no store, or `allowedOrigins` is no list of
 *   origins over https or on loopback
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { memoryStore, withSession } from '@device-flow/session'
 * import { createActor } from 'xstate'
 *
 * export function start(services: DeviceFlowServices): void {
 *   const kept = withSession(services, { store: memoryStore() })
 *   createActor(createDeviceFlowMachine(kept)).start() // signed in already, where a session is kept
 * }
 * ```
 */
export function withSession(services: SessionServices, options: WithSessionOptions): KeptServices {
  checkServices(services)
  const {
    store,
    lock,
    key = sessionKey(services.client),
    allowedOrigins,
    fetch,
    app,
    clock = systemClock,
    ...unknown
  } = options ?? ({} as WithSessionOptions)
  // Misspelt, it would do nothing, and nobody would hear of it. To find out which one was meant would be 350 B more in each bundle.
  for (const name of Object.keys(unknown)) {
    throw new SessionOptionsError(
      name,
      'is no option of withSession: store, lock, key, allowedOrigins, fetch, app, clock',
    )
  }
  if (typeof store?.writeIf !== 'function') {
    throw new SessionOptionsError('store', 'must be a store: withSession(services, { store: memoryStore() })')
  }
  const { client } = services
  // Now, not when a fetch is first called.
  const namedOrigins = checkNamedOrigins(allowedOrigins)
  const keeping: Keeping = {
    services,
    store,
    lock: lock ?? store.lock,
    key,
    clock,
    record: createKeptRecord({ store, key, client, app, clock }),
    owner: randomName(),
    listeners: new Set(),
    behind: new Set(),
    shown: {},
    sessions: new WeakMap(),
  }

  preloadRequests()

  const kept: KeptServices = {
    client,
    parameters: services.parameters,
    refreshGraceMs: services.refreshGraceMs,
    dpop: services.dpop,
    requestDeviceAuthorization: async (request, call) =>
      (await loadRequests(clock)).requestDeviceAuthorization(keeping, request, call),
    pollToken: async (authorization, call) => (await loadRequests(clock)).pollToken(keeping, authorization, call),
    refreshTokens: async (tokens) => (await loadRequests(clock)).refreshTokens(keeping, tokens),
    revokeTokens: (tokens) => revokeTokens(keeping, tokens),
    sleep: (request, call) => services.sleep(request, call),
    fetchUserInfo: services.fetchUserInfo?.bind(services),
    session: {
      refreshSpread: Math.random(),
      ...createKeeper(keeping),
      createFetch: (tokens) => loadAuthorizedFetch(tokens, { allowedOrigins: namedOrigins, services, clock, fetch }),
    },
  }
  keepings.set(kept, keeping)
  return kept
}
