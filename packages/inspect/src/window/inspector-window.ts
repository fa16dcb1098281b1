import type { InspectionTransport } from '../inspector/transport.ts'
import { postMessages } from './post-messages.ts'
import { viewerInOwnWindow } from './viewer-window.ts'

/** Options of {@link inspectorWindow} and {@link openInspectorWindow}. */
export interface InspectorWindowOptions {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** The window's name: a window of that name is used again. Default `device-flow-inspector`. */
  name?: string | undefined
  /** As `window.open` takes them, without `noopener`. */
  features?: string | undefined
  /** This page's window. */
  page?: Window | undefined
}

/** A viewer in a window of its own. */
export interface InspectorWindow extends InspectionTransport {
  /**
   * Opens the viewer, or brings it to the front; it is sent everything so far. False when the browser blocked it: then call it again
   * from a click or a key.
   */
  show(): boolean
}

/**
 * Makes a transport to a viewer that is opened later, by `show()`.
 *
 * @throws TypeError when the address is not http(s)
 */
export function inspectorWindow({
  name = 'device-flow-inspector',
  ...options
}: InspectorWindowOptions): InspectorWindow {
  const viewer = viewerInOwnWindow({ name, ...options })
  return { ...postMessages(viewer), show: viewer.show }
}

/**
 * Makes a transport to a viewer, and opens the viewer at once. Browsers block that outside of a click or key: then nothing else happens,
 * and `show()` opens it later.
 *
 * @example
 * ```ts
 * import { createInspector } from '@device-flow/inspect'
 * import { openInspectorWindow } from '@device-flow/inspect/window'
 *
 * const transport = openInspectorWindow({ url: 'http://127.0.0.1:8628/' })
 * export const { inspect } = createInspector({ transport })
 * ```
 *
 * @throws TypeError when the address is not http(s)
 */
export function openInspectorWindow(options: InspectorWindowOptions): InspectorWindow {
  const transport = inspectorWindow(options)
  transport.show()
  return transport
}
