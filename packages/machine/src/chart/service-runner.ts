import { fromCallback, type CallbackActorLogic } from 'xstate'
import { createStamp } from './stamp.ts'
import { readableError } from './readable-error.ts'
import { createServiceCalls, type Call } from './service-calls.ts'
import type { AwaitedRequest, PollBlip, ServiceReply, ServiceRequest } from './service-requests.ts'
import type { DeviceFlowServices } from '../services.ts'
import type { SessionKeeper, SessionNotice } from '../session-keeper.ts'
import { checkSession } from '../session.ts'

/** The services as one actor, which the chart has for its whole life and asks for one thing at a time. */
export type ServiceRunner = CallbackActorLogic<ServiceRequest, AwaitedRequest | undefined>

const keepers = new WeakMap<object, SessionKeeper>()

/** The keeper of the services that a machine was made of, if it has one. */
export function keeperOf(machine: { implementations: { actors?: object } }): SessionKeeper | undefined {
  const { services = {} } = (machine.implementations.actors ?? {}) as { services?: object }
  return keepers.get(services)
}

/**
 * Runs services for the chart. One actor for all calls of a login: an actor for each call, as XState's `invoke` in a state makes it, costs
 * a poll as much as all the rest of it.
 */
export function createServiceRunner(services: DeviceFlowServices): ServiceRunner {
  const stamp = createStamp()
  const calls = createServiceCalls(services, stamp)

  /** The last poll or refresh of each actor: one that is stopped and started again must not send it twice. */
  const lasts = new WeakMap<object, Call>()

  async function settle(call: Call): Promise<void> {
    const { request } = call
    const { type } = request
    let reply: ServiceReply
    try {
      const output = await calls[type](request.input as never, call)
      if (request.type === 'sleep') stamp({ receivedAt: request.input.until })
      // Asked here and nowhere before: in between, the person may have cancelled.
      if (!call.tell) await calls.discard(request, output)
      reply = { type: `xstate.done.actor.services.${type}`, output } as ServiceReply
    } catch (error) {
      reply = { type: `xstate.error.actor.services.${type}`, error: readableError(type, error, stamp) }
    }
    call.reply = reply
    // Ends the wait for a late response. Where there is none, it would make an error for nothing, with each poll.
    if (!call.tell) call.controller.abort()
    call.tell?.(reply)
  }

  const logic = fromCallback<ServiceRequest, AwaitedRequest | undefined>(({ input, self, receive, sendBack }) => {
    let awaited: Call | undefined
    // Shared by waits that follow each other, as it takes long to make. Not by requests: their `fetch` goes on listening.
    let controllerOfWaits: AbortController | undefined

    function leave(): void {
      if (!awaited) return
      awaited.tell = undefined
      calls.cut(awaited)
      awaited = undefined
      controllerOfWaits = undefined
    }

    function tell(reply: ServiceReply | PollBlip): void {
      if (reply.type !== 'xstate.blip.actor.services.pollToken') {
        awaited = undefined
        // They hold secrets, and the chart has them.
        lasts.delete(self)
      }
      sendBack(reply)
    }

    function ask(request: AwaitedRequest): void {
      leave()
      const { type } = request
      const controller = type === 'sleep' ? (controllerOfWaits ??= new AbortController()) : new AbortController()
      const call: Call = { request, controller, tell }
      awaited = call
      if (type === 'pollToken' || type === 'refreshTokens') lasts.set(self, call)
      void settle(call)
    }

    /** Goes on with what the chart was waiting for when it was stopped, or persisted. */
    function goOn(request: AwaitedRequest): void {
      const call = lasts.get(self)
      if (!call || call.isCut || call.request !== request) return ask(request)
      awaited = call
      call.tell = tell
      const { reply } = call
      // Not before the chart has started.
      if (reply) queueMicrotask(() => call.tell?.(reply))
    }

    receive((request) => {
      if (request.type === 'leave') leave()
      else if (request.type === 'revokeTokens') void calls.revokeTokens(request.input)
      else if (request.type === 'forgetLogin') void calls.forgetLogin(request.input)
      else ask(request)
    })
    if (input) goOn(input)
    const stopWatching = watch(services, sendBack)
    return () => {
      leave()
      stopWatching?.()
    }
  })

  const runner: ServiceRunner = {
    ...logic,
    // What the chart waits for is kept as the input: with that, XState starts the actor again when it restores a snapshot.
    transition(snapshot, request, scope) {
      const next = logic.transition(snapshot, request, scope)
      const input = awaitedAfter(request, snapshot.input)
      return input === next.input ? next : { ...next, input }
    },
  }
  if (services.session) keepers.set(runner, services.session)
  return runner
}

/** What the chart waits for after this; `before` is what it waited for until then. XState's own `xstate.stop` comes here, too. */
function awaitedAfter(
  request: ServiceRequest | { type: 'xstate.stop' },
  before: AwaitedRequest | undefined,
): AwaitedRequest | undefined {
  switch (request.type) {
    case 'leave':
    case 'xstate.stop':
      return undefined
    case 'revokeTokens':
    case 'forgetLogin':
      return before
    default:
      return request
  }
}

/** Has the chart hear of what others do to a session that is kept. Undefined where nothing is kept, or can be heard of. */
function watch(
  { session: keeper, client }: DeviceFlowServices,
  tell: (notice: SessionNotice) => void,
): (() => void) | undefined {
  try {
    return keeper?.watch((notice) => {
      if (notice.type === 'sessionChanged' && notice.session) checkSession(notice.session, client)
      tell(notice)
    })
  } catch {
    // It shows at the next refresh.
    return undefined
  }
}
