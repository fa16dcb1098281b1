import type { AnyStateMachine } from 'xstate'
import type { DeviceFlowContext } from './context.ts'
import type { DeviceFlowClient } from '../services.ts'
import { checkClient } from '../session-client.ts'
import { lostSecretsError } from '../session-error.ts'
import { hasLostSecrets, isSecretHolder } from '../session-secrets.ts'
import type { DeviceSession } from '../session.ts'

/** The parts of XState's own persisted snapshot that are read here. */
interface PersistedLogin {
  value: unknown
  context: DeviceFlowContext
  children: Record<string, { snapshot: { input?: unknown } }>
}

/**
 * Makes a machine check XState's own persisted snapshots when it is restored. When their secrets are gone, or belong to another client, it
 * fails at its start with a `DeviceSessionError`. Without this, such a login would be shown as signed in, and fail at its next request.
 *
 * One with a poll or a refresh under way is taken up as its session would be: if XState sent it again, that poll would come early, and that
 * refresh might cost the session.
 *
 * Three methods are replaced, because XState asks nobody else when it restores: `restoreSnapshot` is where a snapshot comes in, `start` is
 * the only place from which a parent hears of an error, and `provide` makes another machine.
 */
export function checkOnRestore<Machine extends AnyStateMachine>(machine: Machine, fresh: DeviceFlowContext): Machine {
  const { client } = fresh
  const { restoreSnapshot, start } = machine
  const provide = machine.provide.bind(machine)

  machine.restoreSnapshot = (persisted, scope) => {
    const login = persisted as typeof persisted & PersistedLogin
    try {
      checkPersisted(login, client)
    } catch (error) {
      // Thrown by `start` instead. When restoring throws, or gives a snapshot of the status `error`, XState never starts the child, and its
      // parent would wait for it for ever.
      return machine.resolveState({ value: 'idle', context: fresh, error })
    }
    const session = sessionInFlight(login)
    if (session) return machine.getInitialSnapshot(scope, { ...login.context, session })
    // A login without secrets may have been another client's. From here on it is this one's.
    const restored = { ...login, context: { ...login.context, client } }
    return restoreSnapshot(restored, scope)
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
  // The requests under way were persisted with their inputs, and those hold secrets too.
  const inputs = Object.values(children).map(({ snapshot }) => snapshot.input)
  const holders = [context.authorization, context.tokens, ...inputs].filter(isSecretHolder)
  if (holders.some(hasLostSecrets)) throw lostSecretsError()
  if (holders.length > 0) checkClient(context.client, client)
}

/** The session of a login with a request under way. XState would send that again at once; taken up as a session, it waits its turn. */
function sessionInFlight({ value, context }: PersistedLogin): DeviceSession | undefined {
  const { client, authorization, cadence, tokens } = context
  const record = { version: 1, client }
  if (value === 'polling') {
    return {
      ...record,
      type: 'pending',
      authorization,
      ...cadence,
      lastReplyAt: cadence?.lastResponseAt,
    } as DeviceSession
  }
  if (value === 'refreshing') return { ...record, type: 'signedIn', tokens, refreshInFlight: true } as DeviceSession
  return undefined
}
