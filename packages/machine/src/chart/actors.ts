import { fromPromise, type PromiseActorLogic } from 'xstate'
import { checkAuthorization, checkPollOutcome, checkRefreshOutcome } from './check-results.ts'
import { mergeTokens } from './merge-tokens.ts'
import type { DeviceFlowActors } from './actor-logic.ts'
import type { DeviceFlowServices, RefreshOutcome, TokenSet } from '../services.ts'
import { createKeeperActors, isGivenUp } from './keeping.ts'

/**
 * How long the response to a poll that was cancelled under way is waited for, in case it holds a grant; ms. In two parts: when a process
 * goes on after a stop, its timers fire before it reads its sockets, and a response that came meanwhile is read during the second part.
 */
const LATE_RESPONSE_WAITS_MS = [2_500, 500]

/** The names of the functions that services must have, for those who check that none is missing. */
export const serviceNames = [
  'requestDeviceAuthorization',
  'pollToken',
  'refreshTokens',
  'revokeTokens',
  'sleep',
] as const satisfies (keyof DeviceFlowActors)[]

function unprovided(name: string): PromiseActorLogic<never, never> {
  return fromPromise(() =>
    Promise.reject(
      new TypeError(`No service "${name}": use createDeviceFlowMachine(services) instead of deviceFlowMachine`),
    ),
  )
}

/** What the bare chart has: it draws, and fails loudly and by name when it is run. */
export function createUnprovidedActors(): DeviceFlowActors {
  return Object.fromEntries(serviceNames.map((name) => [name, unprovided(name)])) as unknown as DeviceFlowActors
}

/** Turns services into what the chart invokes, and sees to it that no grant and no rotated token is left alive unseen. */
export function createActors(services: DeviceFlowServices): DeviceFlowActors {
  const { session: keeper } = services
  const refreshes = new WeakMap<TokenSet, Promise<RefreshOutcome>>()

  async function refreshOnce(tokens: TokenSet): Promise<RefreshOutcome> {
    return checkRefreshOutcome(await services.refreshTokens(tokens))
  }

  return {
    requestDeviceAuthorization: fromPromise(async ({ input, signal }) =>
      checkAuthorization(await services.requestDeviceAuthorization(input, { signal })),
    ),

    pollToken: fromPromise(async ({ input, signal }) => {
      const cut = new AbortController()
      // Cutting the request at once would lose a grant that the server has already issued, and leave live tokens that nobody
      // can revoke. So its response is awaited a little longer, behind the back of a machine that has long moved on.
      const onCancel = async (): Promise<void> => {
        try {
          for (const atLeastMs of LATE_RESPONSE_WAITS_MS) await services.sleep({ atLeastMs }, { signal: cut.signal })
        } catch {
          // Either the response is there, or the clock failed: without the abort below, the poll could then hang for ever.
        }
        cut.abort(signal.reason)
      }
      signal.addEventListener('abort', onCancel, { once: true })
      try {
        const outcome = checkPollOutcome(await services.pollToken(input, { signal: cut.signal }))
        // With a keeper, a poll is also left when the person has signed in by another tab: what it brings then is that very session.
        const isUnwanted = signal.aborted && (!keeper || isGivenUp(input))
        if (isUnwanted && outcome.type === 'granted') await services.revokeTokens(outcome.tokens)
        return outcome
      } finally {
        signal.removeEventListener('abort', onCancel)
        cut.abort()
      }
    }),

    refreshTokens: fromPromise(({ input: tokens }) => {
      const refresh = refreshOnce(tokens)
      refreshes.set(tokens, refresh)
      return refresh
    }),

    revokeTokens: fromPromise(async ({ input: tokens }) => {
      try {
        // A refresh that was under way at sign-out brings new tokens: these are the ones to revoke. A keeper sees to that by itself, and
        // is to hear of the sign-out at once: the process may not live until the refresh has ended.
        const refresh = keeper ? undefined : await refreshes.get(tokens)?.catch(() => undefined)
        await services.revokeTokens(refresh?.type === 'refreshed' ? mergeTokens(tokens, refresh.tokens) : tokens)
      } catch {
        // Signed out here means signed out, whatever the server says; a rejection would put the whole machine into an error.
      }
    }),

    sleep: fromPromise(async ({ input, signal }) => services.sleep(input, { signal })),
    // Only the chart of services with a keeper invokes these.
    ...(keeper && createKeeperActors(keeper, services.client)),
  } as DeviceFlowActors
}
