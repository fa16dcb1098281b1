import type { InspectionTransport } from '@device-flow/inspect'
import { inspectorFrame } from '@device-flow/inspect/window'

/** The viewer's page, as a folder of this page. */
const VIEWER_URL = './viewer/index.html?panels=chart,polls'

/** A transport to the viewer in a frame of this page. */
export interface FrameTransport extends InspectionTransport {
  readonly frame: HTMLIFrameElement
}

/** Makes the frame of the viewer, and the transport to it: several labs use it, one after the other. */
export function createFrameTransport(): FrameTransport {
  const frame = document.createElement('iframe')
  frame.title = 'The chart of the login, and its polls'
  return { ...inspectorFrame({ url: VIEWER_URL, frame }), frame }
}
