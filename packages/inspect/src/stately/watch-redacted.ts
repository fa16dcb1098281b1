import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect'
import type { InspectionEvent } from 'xstate'
import { Redactor, type RedactOptions } from '../redact/redactor.ts'

/** What leaves the process. */
export interface StatelyFilterOptions extends RedactOptions {
  /** Whether a message leaves. It gets the message as it would leave, i.e. redacted. When it throws, the message does not leave. */
  filter?: ((message: StatelyInspectionEvent) => boolean) | undefined
}

/**
 * Watches with the library's own inspector, and sends its messages redacted. Its own sanitizers never see outputs, inputs, errors, children
 * and the definition, which is a string by then; so everything is redacted here, after the library.
 */
export function watchRedacted(
  { filter = () => true, ...redactOptions }: StatelyFilterOptions,
  send: (message: StatelyInspectionEvent) => void,
): (event: InspectionEvent) => void {
  const redactor = new Redactor(redactOptions)
  const { inspect } = createInspector({
    send(raw) {
      const message = redactor.redact(raw) as unknown as StatelyInspectionEvent
      if (passes(filter, message)) send(message)
    },
  })
  return (event) => inspect.next?.(event)
}

/** Catches what the filter throws: the library calls from a timer of its own, where that would end a Node process. */
function passes(filter: (message: StatelyInspectionEvent) => boolean, message: StatelyInspectionEvent): boolean {
  try {
    return filter(message)
  } catch {
    return false
  }
}
