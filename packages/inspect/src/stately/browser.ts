import type { InspectionEvent } from 'xstate'
import { openViewerWindow, type ViewerAddress } from '../viewer-window.ts'
import { History } from './history.ts'
import { tellRedacted, type StatelyFilterOptions } from './tell-redacted.ts'

/** Options of {@link createStatelyInspector}. */
export interface StatelyInspectorOptions extends Partial<ViewerAddress>, StatelyFilterOptions {}

/** Watches logins of this page in a viewer that speaks the protocol of `@statelyai/inspect`. */
export interface StatelyInspector {
  /** For XState: `createActor(machine, { inspect })`, `useDeviceFlow(services, { inspect })`. */
  inspect(event: InspectionEvent): void
  /** Tells the viewer goodbye, and nothing afterwards. */
  close(): void
}

/**
 * Opens a viewer and shows it the logins of this page. What leaves is redacted, and goes to the viewer's window and origin alone.
 * A viewer that opens late or is loaded anew is told of the logins that live, and of what happened lately.
 *
 * @throws TypeError when `url` is not http(s)
 * @throws Error when the browser blocks the viewer's window
 */
export function createStatelyInspector(options: StatelyInspectorOptions = {}): StatelyInspector {
  const { url = 'https://stately.ai/inspect', frame, ...filterOptions } = options
  const history = new History()
  let isWatched = false

  const viewer = openViewerWindow({ url, frame }, (message) => {
    if (!isHello(message)) return
    isWatched = true
    for (const told of history.messages()) viewer.post(told)
  })

  return {
    inspect: tellRedacted(filterOptions, (message) => {
      history.add(message)
      if (isWatched) viewer.post(message)
    }),
    close() {
      if (isWatched) viewer.post({ type: '@statelyai.disconnected' })
      isWatched = false
      viewer.close()
    },
  }
}

function isHello(message: unknown): boolean {
  return (message as { type?: unknown } | null)?.type === '@statelyai.connected'
}
