import type { InspectionTransport } from '../inspector/transport.ts'
import { postMessages } from './post-messages.ts'
import { viewerInFrame } from './viewer-window.ts'

/** Where the viewer is, and the frame to show it in. */
export interface InspectorFrameOptions {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** It is given the address; it may be in the page already or get there later. */
  frame: HTMLIFrameElement
  /** This page's window. */
  page?: Window | undefined
}

/**
 * A transport to a viewer in a frame of this page.
 *
 * @throws TypeError when the address is not http(s)
 */
export function inspectorFrame({ url, frame, page }: InspectorFrameOptions): InspectionTransport {
  return postMessages(viewerInFrame(url, frame, page))
}
