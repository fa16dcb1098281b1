import type { InspectionEvent } from 'xstate'
import { Redactor } from '../redact/redactor.ts'
import type { RedactOptions } from '../redact/redactor.ts'
import type { InspectionTransport } from './transport.ts'
import { Backlog } from './backlog.ts'
import { guarded } from './guarded-transport.ts'
import type { GuardedTransport } from './guarded-transport.ts'
import { MessageWriter } from './message-writer.ts'
import { Observation } from './observation.ts'
import type { Observed } from './observation.ts'
import { sendFromViewer } from './viewer-event.ts'

/** Options of {@link createInspector}. Give `transport`, `transports` or both. */
export interface InspectorOptions extends RedactOptions {
  transport?: InspectionTransport | undefined
  transports?: readonly InspectionTransport[] | undefined
  /** Wall clock, ms since the epoch. Tests pass a virtual one. */
  now?: (() => number) | undefined
  /** How many messages are kept for viewers that come late. Default 5000, as many as the polls of three quarters of an hour. */
  limit?: number | undefined
}

/** Watches logins, and sends what happens in them to its transports. */
export interface Inspector {
  /**
   * For `createActor(machine, { inspect })`, `useDeviceFlow(services, { inspect })` and `signIn({ inspect })`; one inspector can watch
   * many.
   */
  readonly inspect: (event: InspectionEvent) => void
  /** Sends what is still waiting to be sent. Otherwise that happens by itself, after the login's own work. */
  flush(): void
  /** Sends the rest, and closes the transports. Resolves when they have sent it, or could not within 2.5 s. Never rejects. */
  close(): Promise<void>
}

/**
 * Makes an inspector. What it sends is redacted, whatever the transport; no fault of a transport or a viewer reaches the login.
 *
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { consoleTransport, createInspector } from '@device-flow/inspect'
 * import { createActor } from 'xstate'
 *
 * export function watch(services: DeviceFlowServices): void {
 *   const { inspect } = createInspector({ transport: consoleTransport() })
 *   createActor(createDeviceFlowMachine(services), { inspect }).start()
 * }
 * ```
 *
 * @throws TypeError when there is no transport
 */
export function createInspector(options: InspectorOptions): Inspector {
  const { transport, transports = [], now = Date.now, limit = 5000 } = options
  const all = transport ? [transport, ...transports] : transports
  if (all.length === 0) throw new TypeError('createInspector needs a transport, e.g. consoleTransport()')

  const observation = new Observation(now)
  const backlog = new Backlog(limit)
  const writer = new MessageWriter(new Redactor(options))
  const listeners: GuardedTransport[] = []
  let isScheduled = false
  let isFlushing = false
  let isClosed = false

  const flush = (): void => {
    // Called again by a transport whose viewer answers at once: the answer would be sent before what it answers.
    if (isFlushing) return
    isFlushing = true
    writer.forgetEvents()
    for (const observed of observation.take()) {
      try {
        send(observed)
      } catch {
        // A chart whose definition XState itself cannot write down. Uncaught here, it would end the process.
      }
    }
    isFlushing = false
  }

  const send = (observed: Observed): void => {
    const message = writer.write(observed)
    backlog.add(message, observed.actorRef)
    for (const listener of listeners) listener.send(message)
  }

  const schedule = (): void => {
    if (isScheduled) return
    isScheduled = true
    const run = (): void => {
      isScheduled = false
      flush()
    }
    // What a transport causes by sending waits for the next turn of the event loop: a microtask could go on for ever.
    if (isFlushing) setTimeout(run, 0)
    else queueMicrotask(run)
  }

  for (const one of all) {
    listeners.push(
      guarded(one, {
        backlog() {
          flush()
          return backlog.messages()
        },
        receive(message) {
          if (!isClosed) sendFromViewer(message, (sessionId) => backlog.root(sessionId))
        },
      }),
    )
  }

  return {
    inspect(event) {
      if (!isClosed && observation.note(event)) schedule()
    },
    flush,
    async close() {
      flush()
      isClosed = true
      await Promise.all(listeners.map((listener) => listener.close()))
    },
  }
}
