import type { InspectionEvent } from 'xstate'
import { classicTransport } from './classic/classic-transport.ts'
import { createInspector } from './inspector/inspector.ts'
import type { RedactOptions } from './redact/redactor.ts'
import { showViewer, type ViewerPlace } from './window/show-viewer.ts'

/** Options of {@link createClassicInspector}. The viewer at stately.ai needs the internet. */
export interface ClassicInspectorOptions extends Partial<ViewerPlace>, RedactOptions {}

/** Watches logins of this page in a viewer that speaks the protocol of `@xstate/inspect`, XState 4's inspector. */
export interface ClassicInspector {
  /** For XState 5: `createActor(machine, { inspect })`, `useDeviceFlow(services, { inspect })`; one inspector can watch many. */
  readonly inspect: (event: InspectionEvent) => void
  /** Opens the viewer's window again, or brings it to the front. False when the browser blocked it: then call it from a click. */
  show(): boolean
  /** Sends nothing more to the viewer, and takes nothing more from it. Never rejects. */
  close(): Promise<void>
}

/**
 * Opens a viewer for XState 4 and shows it the logins of this page, as if XState 4 ran them. What leaves is redacted, and goes to the
 * viewer's window and origin alone. An event that is sent in the viewer reaches its login, if the login would take it then. A viewer that
 * opens late or is loaded anew is shown the logins that live, as they are by then.
 *
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { createClassicInspector } from '@device-flow/inspect/classic'
 * import { createActor } from 'xstate'
 *
 * export function watch(services: DeviceFlowServices): void {
 *   const { inspect } = createClassicInspector()
 *   createActor(createDeviceFlowMachine(services), { inspect }).start()
 * }
 * ```
 *
 * @throws TypeError when `url` is not http(s)
 */
export function createClassicInspector(options: ClassicInspectorOptions = {}): ClassicInspector {
  const { url = 'https://stately.ai/viz?inspect', frame, ...redactOptions } = options
  const viewer = showViewer({ url, frame }, 'device-flow-classic')
  const { inspect, close } = createInspector({ transport: classicTransport(viewer), ...redactOptions })
  return { inspect, show: viewer.show, close }
}
