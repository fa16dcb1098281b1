import type { InspectionEvent } from 'xstate'
import { classicTransport } from './classic/transport.ts'
import { createInspector } from './inspector.ts'
import type { ViewerAddress } from './viewer-window.ts'

/** Options of {@link createClassicInspector}. */
export interface ClassicInspectorOptions extends Partial<ViewerAddress> {
  /** Names of members that are secret too, beside the known ones. */
  secretNames?: readonly string[] | undefined
}

/** Watches logins of this page in a viewer that speaks the protocol of `@xstate/inspect`, XState 4's inspector. */
export interface ClassicInspector {
  /** For XState 5: `createActor(machine, { inspect })`, `useDeviceFlow(services, { inspect })`. */
  inspect(event: InspectionEvent): void
  /** Tells the viewer nothing more, and hears nothing more from it. */
  close(): void
}

/**
 * Opens a viewer for XState 4 and shows it the logins of this page, as if XState 4 ran them. What leaves is redacted, and goes to the
 * viewer's window and origin alone. An event that is sent in the viewer reaches its login, if the state at the time accepts it. A viewer
 * that opens late or is loaded anew is told of the logins that live.
 *
 * @throws TypeError when `url` is not http(s)
 * @throws Error when the browser blocks the viewer's window
 */
export function createClassicInspector(options: ClassicInspectorOptions = {}): ClassicInspector {
  const { url = 'https://stately.ai/viz?inspect', frame, secretNames } = options
  return createInspector({ transport: classicTransport({ url, frame }), secretNames })
}
