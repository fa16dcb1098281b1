import type { InspectionEvent } from 'xstate'
import { loopbackAddress } from '../socket/loopback-address.ts'
import { History } from './history.ts'
import { connectRelay } from './relay.ts'
import { watchRedacted, type StatelyFilterOptions } from './watch-redacted.ts'

/** Options of {@link connectStatelyInspector}. */
export interface StatelyRelayOptions extends StatelyFilterOptions {
  /** Where `createInspectorServer()` listens. Default `ws://127.0.0.1:8080`; it must be on this machine. */
  url?: string | URL | undefined
}

/** Watches logins of this process in a viewer that speaks the protocol of `@statelyai/inspect`. */
export interface StatelyRelayInspector {
  /** For XState: `createActor(machine, { inspect })`. */
  inspect(event: InspectionEvent): void
  /**
   * Stops watching. Resolves when the relay has everything; when it does not answer, after 2 s. Never rejects. Await it before the process
   * ends: the connection itself keeps none alive.
   */
  close(): Promise<void>
}

/**
 * Sends the logins of this process, redacted, to the relay of `@statelyai/inspect/server`, which shows them in a browser. A relay that is
 * missing is tried every 5 s, and is then sent the logins that live and what happened lately.
 *
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { connectStatelyInspector } from '@device-flow/inspect/stately'
 * import { createActor } from 'xstate'
 *
 * export function watch(services: DeviceFlowServices): () => Promise<void> {
 *   const inspector = connectStatelyInspector({ url: 'ws://127.0.0.1:8080' })
 *   createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
 *   return () => inspector.close()
 * }
 * ```
 *
 * @throws LoopbackError when the relay is not on this machine
 * @throws TypeError when `url` is no address for a WebSocket
 */
export function connectStatelyInspector(options: StatelyRelayOptions = {}): StatelyRelayInspector {
  const { url = 'ws://127.0.0.1:8080', ...filterOptions } = options
  const history = new History()
  const relay = connectRelay(loopbackAddress(url).href, () => history.messages())

  return {
    inspect: watchRedacted(filterOptions, (message) => {
      history.add(message)
      relay.send(message)
    }),
    async close() {
      // The library delays its messages by a timer, and timers run in order.
      await new Promise((resolve) => setTimeout(resolve))
      await relay.close()
    },
  }
}
