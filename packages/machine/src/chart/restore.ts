import { createActor, type AnyStateMachine } from 'xstate'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { fromJson } from './from-json.ts'
import { pendingSession } from './pending-session.ts'
import type { ServiceRunner } from './service-runner.ts'
import type { DeviceFlowClient } from '../services.ts'
import { checkClient } from '../session-client.ts'
import { lostSecretsError } from '../session-error.ts'
import { lostSecret, isSecretHolder } from '../session-secrets.ts'

/** The parts of XState's own persisted snapshot that are read here. */
interface PersistedLogin {
  value: unknown
  context: DeviceFlowContext
  children: Record<string, { snapshot?: { status: string; input?: { input?: unknown } } }>
}

/**
 * Makes a machine check XState's own persisted snapshots when it is restored. When their secrets are gone, or belong to another client, it
 * fails at its start with a `DeviceSessionError`. Without this, such a login would be shown as signed in, and fail at its next request.
 *
 * One without secrets may have gone through JSON: see {@link fromJson}.
 *
 * One with a poll or a refresh under way is taken up as its session would be: if XState sent it again, that poll would come early, and that
 * refresh might cost the session. So is one whose services XState could not take up: it would wait for ever.
 *
 * Four methods are replaced, because XState asks nobody else: `restoreSnapshot` and `resolveState` are where a snapshot comes in, `start`
 * is the only place from which a parent hears of an error, and `provide` makes another machine.
 */
export function checkOnRestore<Machine extends AnyStateMachine>(machine: Machine, fresh: DeviceFlowContext): Machine {
  const { client } = fresh
  const { restoreSnapshot, start } = machine
  const resolveState = machine.resolveState.bind(machine)
  const provide = machine.provide.bind(machine)

  machine.restoreSnapshot = (persisted, scope) => {
    let login = persisted as typeof persisted & PersistedLogin
    try {
      checkPersisted(login, client)
      login = { ...login, context: fromJson(login.context) }
      if (mustBeTakenUp(login)) return beginAgain(login, (input) => machine.getInitialSnapshot(scope, input))
    } catch (error) {
      // Thrown by `start` instead. When restoring throws, or gives a snapshot of the status `error`, XState never starts the child, and its
      // parent would wait for it for ever.
      return machine.resolveState({ value: 'idle', context: fresh, error })
    }
    // A login without secrets may have been another client's. From here on it is this one's.
    const restored = { ...login, context: { ...login.context, client } }
    return restoreSnapshot(restored, scope)
  }
  // XState gives a state that is made up no children. Then `transition()` would have nobody to send to what the chart asks.
  machine.resolveState = (config) => {
    const state = resolveState(config)
    const { services } = machine.implementations.actors as { services: ServiceRunner }
    state.children = { services: createActor(services, { src: 'services' }) }
    return state
  }
  machine.start = (snapshot) => {
    if (snapshot.error) throw snapshot.error
    start(snapshot)
  }
  // `provide` makes another machine, which would come without these checks.
  machine.provide = (implementations) => checkOnRestore(provide(implementations), fresh)
  return machine
}

function checkPersisted({ context, children }: PersistedLogin, client: DeviceFlowClient | undefined): void {
  // What the services were asked for was persisted with its input, and that holds secrets too.
  const inputs = Object.values(children).map(({ snapshot }) => snapshot?.input?.input)
  const holders = [context.authorization, context.tokens, ...inputs].filter(isSecretHolder)
  if (holders.some(lostSecret)) throw lostSecretsError()
  if (holders.length > 0) checkClient(context.client, client)
}

/** Whether XState could not go on with it as it is: see {@link checkOnRestore}. */
function mustBeTakenUp({ value, children }: PersistedLogin): boolean {
  if (value === 'polling' || value === 'refreshing') return true
  const services = children['services']?.snapshot
  const [leaf] = typeof value === 'object' ? Object.values(value as object) : []
  const isAsking = leaf !== 'ready' && leaf !== 'held'
  // Kept by another version, or made up by `resolveState`, or not persisted but live.
  return services?.status !== 'active' || (isAsking && !services.input)
}

/** The login as it begins with the session that it was. */
function beginAgain<State extends { context: DeviceFlowContext }>(
  { value, context }: PersistedLogin,
  begin: (input: DeviceFlowInput) => State,
): State {
  const { client, authorization, cadence, tokens, request, renewalsLeft } = context
  if (tokens) {
    const refreshInFlight = value === 'refreshing'
    const owner = { version: 1, ...(client && { client }) } as const
    return begin({ ...context, session: { ...owner, type: 'signedIn', tokens, refreshInFlight } })
  }
  if (!authorization || !cadence) return begin(context)
  const state = begin({ ...context, session: pendingSession(client, authorization, cadence) })
  // What a session does not keep.
  state.context = { ...state.context, request, renewalsLeft }
  return state
}
