import type { Stamp } from './stamp.ts'
import { checkAuthorization, checkPollOutcome, checkRefreshOutcome } from './check-results.ts'
import { mergeTokens, withRefreshToken } from './merge-tokens.ts'
import { readableError } from './readable-error.ts'
import type {
  AwaitedRequest,
  PollBlip,
  ServiceInput,
  ServiceName,
  ServiceOutput,
  ServiceReply,
} from './service-requests.ts'
import { isTransientFault } from '../errors.ts'
import type { DeviceAuthorization, DeviceFlowServices, PollOutcome, TokenSet } from '../services.ts'
import { checkSession } from '../session.ts'

/**
 * How long the response to a poll that was cancelled under way is waited for, in case it holds a grant; ms. In two parts: when a process
 * goes on after a stop, its timers fire before it reads its sockets, and a response that came meanwhile is read during the second part.
 */
const LATE_RESPONSE_WAITS_MS = [2_500, 500]

/** One call of a service. */
export interface Call {
  readonly request: AwaitedRequest
  readonly controller: AbortController
  /** Tells the chart what came of it, for as long as that waits for it. */
  tell: ((reply: ServiceReply | PollBlip) => void) | undefined
  /** What came of it. */
  reply?: ServiceReply
  /** Nothing came of it in time. */
  isCut?: boolean
}

/** The services as the chart asks them. */
export type ServiceCalls = {
  [Name in ServiceName]: (input: ServiceInput<Name>, call: Call) => Promise<ServiceOutput<Name>>
} & {
  /** Ends a call that is left. */
  cut(call: Call): void
  /** Sees to what a call brings that was left. Rejects when it is of no use to anybody any more. */
  discard(request: AwaitedRequest, output: unknown): Promise<void>
  // Neither of these rejects.
  revokeTokens(tokens: TokenSet): Promise<void>
  forgetLogin(authorization: DeviceAuthorization | undefined): Promise<void>
}

/** Turns services into what the chart asks for, and sees to it that no grant and no rotated token is left alive unseen. */
export function createServiceCalls(services: DeviceFlowServices, stamp: Stamp): ServiceCalls {
  const { session: keeper } = services
  /** The tokens that a refresh of others leaves. None of these rejects. */
  const afterRefresh = new WeakMap<TokenSet, Promise<TokenSet>>()
  /** The logins that were cancelled, or had run out. */
  const givenUp = new WeakSet<DeviceAuthorization>()

  // Cutting the request at once would lose a grant that the server has already issued, and leave live tokens that nobody
  // can revoke. So its response is awaited a little longer, behind the back of a machine that has long moved on.
  async function cutLate(call: Call): Promise<void> {
    try {
      const { signal } = call.controller
      for (const atLeastMs of LATE_RESPONSE_WAITS_MS) await services.sleep({ atLeastMs }, { signal })
    } catch {
      // Either the response is there, or the clock failed: without the abort below, the poll could then hang for ever.
    }
    if (call.tell) return
    call.isCut = true
    call.controller.abort()
  }

  async function revoke(tokens: TokenSet): Promise<void> {
    try {
      await services.revokeTokens(tokens)
    } catch {
      // Signed out here means signed out, whatever the server says.
    }
  }

  return {
    requestDeviceAuthorization: async (request, { controller: { signal } }) =>
      checkAuthorization(await services.requestDeviceAuthorization(request, { signal })),

    async pollToken(authorization, call) {
      const tellBlip = (fault: unknown): void => {
        const error = readableError('pollToken', fault, stamp)
        if (!call.reply) call.tell?.({ type: 'xstate.blip.actor.services.pollToken', error })
      }
      const { signal } = call.controller
      return checkPollOutcome(await services.pollToken(authorization, { signal, tellBlip }), stamp)
    },

    refreshTokens(tokens) {
      const refresh = (async () => checkRefreshOutcome(await services.refreshTokens(tokens)))()
      const left = refresh
        .then(
          (outcome) => (outcome.type === 'refreshed' ? mergeTokens(tokens, outcome.tokens) : tokens),
          (fault: unknown) => (isTransientFault(fault) ? withRefreshToken(tokens, fault) : tokens),
        )
        // An error that cannot be read.
        .catch(() => tokens)
      afterRefresh.set(tokens, left)
      return refresh
    },

    sleep: (request, { controller: { signal } }) => services.sleep(request, { signal }),

    // Only the chart of services with a keeper asks for it.
    async restoreSession(_, { controller: { signal } }) {
      const session = await keeper?.restore({ signal })
      if (session) checkSession(session, services.client)
      return session
    },

    cut(call) {
      if (call.request.type === 'pollToken') void cutLate(call)
      else call.controller.abort()
    },

    async discard(request, output) {
      if (request.type !== 'pollToken') return
      const outcome = output as PollOutcome
      // With a keeper, a poll is also left when the person has signed in by another tab: what it brings then is that very session.
      const isUnwanted = !keeper || givenUp.has(request.input)
      if (!isUnwanted || outcome.type !== 'granted') return
      await revoke(outcome.tokens)
      throw new Error('The grant came when nobody waited for it any more, and was revoked')
    },

    async revokeTokens(tokens) {
      // A refresh that was under way at sign-out brings new tokens: these are the ones to revoke. A keeper sees to that by itself, and
      // is to hear of the sign-out at once: the process may not live until the refresh has ended.
      const left = keeper ? undefined : await afterRefresh.get(tokens)
      await revoke(left ?? tokens)
    },

    async forgetLogin(authorization) {
      if (!authorization) return
      givenUp.add(authorization)
      try {
        await keeper?.forget(authorization)
      } catch {
        // It never rejects; should it all the same, nobody could do anything about it.
      }
    },
  }
}
