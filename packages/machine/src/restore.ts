import type { AnyStateMachine } from 'xstate'
import { createContext, type DeviceFlowContext } from './context.ts'
import type { DeviceFlowClient } from './services.ts'
import { checkClient } from './session-client.ts'
import { DeviceSessionError } from './session-error.ts'
import { hasLostSecrets } from './session-secrets.ts'

/** What is read of XState's own persisted snapshot. */
interface PersistedLogin {
  context?: Partial<DeviceFlowContext>
  children?: Record<string, { snapshot?: { input?: unknown } }>
}

/**
 * Has a machine refuse XState's own persisted snapshots whose secrets are gone, or are another client's, at start and by a
 * `DeviceSessionError`: such a login would be shown as signed in, and fail at its next request.
 */
export function checkOnRestore<Machine extends AnyStateMachine>(
  machine: Machine,
  client: DeviceFlowClient | undefined,
): Machine {
  const { restoreSnapshot, start } = machine
  const provide = machine.provide.bind(machine)
  const refusals = new WeakMap<object, unknown>()

  machine.restoreSnapshot = (persisted, scope) => {
    try {
      checkPersisted(persisted as PersistedLogin, client)
    } catch (error) {
      // Of its children that are in an error XState tells a restored parent nothing: they have to fail when they are started.
      const status = scope.self._parent ? 'active' : 'error'
      const refused = machine.resolveState({ value: 'idle', context: createContext({}, client), status, error })
      refusals.set(refused, error)
      return refused
    }
    // What comes of it is this client's, whoever held it before.
    const restored = { ...persisted, context: { ...(persisted as PersistedLogin).context, client } }
    return restoreSnapshot(restored, scope)
  }
  machine.start = (snapshot) => {
    if (refusals.has(snapshot)) throw refusals.get(snapshot)
    start(snapshot)
  }
  // What it makes is another machine.
  machine.provide = (implementations) => checkOnRestore(provide(implementations), client)
  return machine
}

function checkPersisted({ context = {}, children = {} }: PersistedLogin, client: DeviceFlowClient | undefined): void {
  const inputs = Object.values(children).map((child) => child.snapshot?.input)
  const held = [context.authorization, context.tokens, ...inputs].filter(holdsSecrets)
  if (held.some(hasLostSecrets)) {
    throw new DeviceSessionError(
      'without_secrets',
      'A snapshot of a login without its secrets: JSON and structured clones drop them. Keep toDeviceSession(snapshot) as text, with ' +
        'encodeDeviceSession, and sign in again.',
    )
  }
  if (held.length > 0) checkClient(context.client, client)
}

function holdsSecrets(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('deviceCode' in value || 'accessToken' in value)
}
