import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect'
import type { InspectionEvent } from 'xstate'
import { redact } from '../redact.ts'

/** What may leave, besides that no secret does. */
export interface StatelyFilterOptions {
  /** Whether a message leaves. It is asked about the message as it would leave, i.e. redacted. */
  filter?: ((message: StatelyInspectionEvent) => boolean) | undefined
  /** Names of members that are secret too, beside the known ones. */
  secretNames?: readonly string[] | undefined
}

/**
 * Watches with the library's own inspector. Its sanitizers never see outputs, inputs, errors, children and the definition, which is a
 * string by then; so everything is redacted here, when the library has finished with it.
 */
export function tellRedacted(
  { filter = () => true, secretNames }: StatelyFilterOptions,
  send: (message: StatelyInspectionEvent) => void,
): (event: InspectionEvent) => void {
  const { inspect } = createInspector({
    send(raw) {
      const message = redact(raw, { secretNames }) as unknown as StatelyInspectionEvent
      if (filter(message)) send(message)
    },
  })
  return (event) => inspect.next?.(event)
}
