import type { InspectionMessage } from '../protocol/messages.ts'
import type { InspectionTransport, InspectorSide } from './transport.ts'
import { settleWithin } from '../timers/settle-within.ts'

/** After this many faults in a row a transport is given up. */
const MAX_FAULTS = 5

/** A transport that takes longer to close is not waited for. Those of this package take less. */
const CLOSE_TIMEOUT_MS = 2_500

/** A transport that does no harm: nothing that it throws gets through. */
export interface GuardedTransport {
  send(message: InspectionMessage): void
  close(): Promise<void>
}

/** Opens a transport, and keeps its faults from the login. One that fails again and again is closed for good. */
export function guarded(transport: InspectionTransport, inspector: InspectorSide): GuardedTransport {
  let faults = 0
  let isOver = false

  const attempt = (run: () => unknown): Promise<void> | undefined => {
    try {
      const result = run()
      // An async function fits the type too; unhandled, its rejection would end a Node process.
      if (result instanceof Promise) return result.then(succeed, fail)
      succeed()
    } catch {
      fail()
    }
    return undefined
  }

  const succeed = (): void => {
    faults = 0
  }

  const fail = (): void => {
    faults++
    if (faults >= MAX_FAULTS) void close()
  }

  const close = async (): Promise<void> => {
    if (isOver) return
    isOver = true
    const closing = attempt(() => transport.close?.())
    if (closing) await settleWithin(closing, CLOSE_TIMEOUT_MS)
  }

  attempt(() => transport.open?.(inspector))
  return {
    send(message) {
      if (!isOver) void attempt(() => transport.send(message))
    },
    close,
  }
}
