import type { PromiseActorLogic } from 'xstate'
import { checkAuthorization, checkPollOutcome, checkRefreshOutcome } from './check-results.ts'
import { mergeTokens, withRefreshToken } from './merge-tokens.ts'
import type { DeviceFlowActors } from './actor-logic.ts'
import type { DeviceFlowServices, RefreshOutcome, TokenSet } from '../services.ts'
import { isTransientFault } from '../errors.ts'
import { createKeeperActors, isGivenUp } from './keeping.ts'
import { fromService } from './service-logic.ts'

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
  return fromService(() =>
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
  /** The tokens that a refresh of others leaves. None of these rejects. */
  const afterRefresh = new WeakMap<TokenSet, Promise<TokenSet>>()

  async function refreshOnce(tokens: TokenSet): Promise<RefreshOutcome> {
    return checkRefreshOutcome(await services.refreshTokens(tokens))
  }

  // Cutting the request at once would lose a grant that the server has already issued, and leave live tokens that nobody
  // can revoke. So its response is awaited a little longer, behind the back of a machine that has long moved on.
  async function cutLate(poll: AbortController): Promise<void> {
    try {
      for (const atLeastMs of LATE_RESPONSE_WAITS_MS) await services.sleep({ atLeastMs }, { signal: poll.signal })
    } catch {
      // Either the response is there, or the clock failed: without the abort below, the poll could then hang for ever.
    }
    poll.abort()
  }

  return {
    requestDeviceAuthorization: fromService(async ({ input, controller: { signal } }) =>
      checkAuthorization(await services.requestDeviceAuthorization(input, { signal })),
    ),

    pollToken: fromService(async ({ input, self, controller }) => {
      try {
        const outcome = checkPollOutcome(await services.pollToken(input, { signal: controller.signal }))
        // With a keeper, a poll is also left when the person has signed in by another tab: what it brings then is that very session.
        const isUnwanted = self.getSnapshot().status !== 'active' && (!keeper || isGivenUp(input))
        if (isUnwanted && outcome.type === 'granted') await services.revokeTokens(outcome.tokens)
        return outcome
      } finally {
        // Ends the wait for a late response. Where there is none, it would make an error for nothing, with each poll.
        if (self.getSnapshot().status !== 'active') controller.abort()
      }
    }, cutLate),

    refreshTokens: fromService(({ input: tokens }) => {
      const refresh = refreshOnce(tokens)
      const left = refresh.then(
        (outcome) => (outcome.type === 'refreshed' ? mergeTokens(tokens, outcome.tokens) : tokens),
        (fault: unknown) => (isTransientFault(fault) ? withRefreshToken(tokens, fault) : tokens),
      )
      afterRefresh.set(tokens, left)
      return refresh
    }),

    revokeTokens: fromService(async ({ input: tokens }) => {
      try {
        // A refresh that was under way at sign-out brings new tokens: these are the ones to revoke. A keeper sees to that by itself, and
        // is to hear of the sign-out at once: the process may not live until the refresh has ended.
        const left = keeper ? undefined : await afterRefresh.get(tokens)
        await services.revokeTokens(left ?? tokens)
      } catch {
        // Signed out here means signed out, whatever the server says; a rejection would put the whole machine into an error.
      }
    }),

    sleep: fromService(({ input, controller: { signal } }) => services.sleep(input, { signal })),
    // Only the chart of services with a keeper invokes these.
    ...(keeper && createKeeperActors(keeper, services.client)),
  } as DeviceFlowActors
}
