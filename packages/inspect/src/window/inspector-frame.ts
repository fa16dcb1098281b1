import type { InspectionTransport } from '../inspector/transport.ts'
import { postMessages } from './post-messages.ts'
import { viewerInFrame } from './viewer-window.ts'

/** Options of {@link inspectorFrame}. */
export interface InspectorFrameOptions {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** It is given the address; it may be in the page already or get there later. */
  frame: HTMLIFrameElement
  /** This page's window. */
  page?: Window | undefined
}

/**
 * Makes a transport to a viewer in a frame of this page.
 *
 * @example
 * ```ts
 * import { createInspector } from '@device-flow/inspect'
 * import { inspectorFrame } from '@device-flow/inspect/window'
 *
 * const frame = document.body.appendChild(document.createElement('iframe'))
 * const transport = inspectorFrame({ url: 'http://127.0.0.1:8628/', frame })
 * export const { inspect } = createInspector({ transport })
 * ```
 *
 * @throws TypeError when the address is not http(s)
 */
export function inspectorFrame({ url, frame, page }: InspectorFrameOptions): InspectionTransport {
  return postMessages(viewerInFrame(url, frame, page))
}
