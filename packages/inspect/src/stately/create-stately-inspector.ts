import type { InspectionEvent } from 'xstate'
import { showViewer, type ViewerPlace } from '../window/show-viewer.ts'
import { listenToViewer, postToViewer } from '../window/viewer-window.ts'
import { History } from './history.ts'
import { watchRedacted, type StatelyFilterOptions } from './watch-redacted.ts'

/** Options of {@link createStatelyInspector}. The viewer at stately.ai needs the internet. */
export interface StatelyInspectorOptions extends Partial<ViewerPlace>, StatelyFilterOptions {}

/** Watches logins of this page in a viewer that speaks the protocol of `@statelyai/inspect`. */
export interface StatelyInspector {
  /** For `createActor(machine, { inspect })` and `useDeviceFlow(services, { inspect })`; one inspector can watch many. */
  readonly inspect: (event: InspectionEvent) => void
  /** Opens the viewer's window again, or brings it to the front. False when the browser blocked it: then call it from a click. */
  show(): boolean
  /** Says goodbye to the viewer, and sends nothing afterwards. */
  close(): void
}

/**
 * Opens a viewer and shows it the logins of this page. What leaves is redacted, and goes to the viewer's window and origin alone.
 * A viewer that opens late or is loaded anew is sent the logins that live and what happened lately.
 *
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { createStatelyInspector } from '@device-flow/inspect/stately'
 * import { createActor } from 'xstate'
 *
 * export function watch(services: DeviceFlowServices): void {
 *   const { inspect } = createStatelyInspector()
 *   createActor(createDeviceFlowMachine(services), { inspect }).start()
 * }
 * ```
 *
 * @throws TypeError when `url` is not http(s)
 */
export function createStatelyInspector(options: StatelyInspectorOptions = {}): StatelyInspector {
  const { url = 'https://stately.ai/inspect', frame, ...filterOptions } = options
  const history = new History()
  const viewer = showViewer({ url, frame }, 'device-flow-stately')
  let isWatched = false

  const stopListening = listenToViewer(viewer, (data) => {
    if (!isHello(data)) return
    isWatched = true
    for (const message of history.messages()) postToViewer(viewer, message)
  })

  return {
    inspect: watchRedacted(filterOptions, (message) => {
      history.add(message)
      if (isWatched) postToViewer(viewer, message)
    }),
    show: viewer.show,
    close() {
      if (isWatched) postToViewer(viewer, { type: '@statelyai.disconnected' })
      isWatched = false
      stopListening()
    },
  }
}

function isHello(data: unknown): boolean {
  return (data as { type?: unknown } | null)?.type === '@statelyai.connected'
}
