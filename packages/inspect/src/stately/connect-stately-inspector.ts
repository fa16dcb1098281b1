import type { InspectionEvent } from 'xstate'
import { loopbackAddress } from '../socket/loopback-address.ts'
import { History } from './history.ts'
import { connectRelay } from './relay.ts'
import { tellRedacted, type StatelyFilterOptions } from './watch-redacted.ts'

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
   * Ends the watching. Resolves when the relay has been told everything; when it does not answer, after 2 s. Await it before the process
   * ends: the connection itself keeps none alive.
   */
  close(): Promise<void>
}

/**
 * Tells the logins of this process, redacted, to the relay of `@statelyai/inspect/server`, which shows them in a browser. A relay that is
 * not there is tried every 5 s, and told of the logins that live and of what happened lately.
 *
 * @throws LoopbackError when the relay is not on this machine
 * @throws TypeError when `url` is no address for a WebSocket
 */
export function connectStatelyInspector(options: StatelyRelayOptions = {}): StatelyRelayInspector {
  const { url = 'ws://127.0.0.1:8080', ...filterOptions } = options
  const history = new History()
  const relay = connectRelay(loopbackAddress(url).href, () => history.messages())

  return {
    inspect: tellRedacted(filterOptions, (message) => {
      history.add(message)
      relay.send(message)
    }),
    async close() {
      // The library puts off what it tells by a timer of its own, and timers end in order.
      await new Promise((resolve) => setTimeout(resolve))
      await relay.close()
    },
  }
}
