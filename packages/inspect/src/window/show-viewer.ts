import { viewerInFrame, viewerInOwnWindow, type ViewerWindow } from './viewer-window.ts'

/** Where a viewer is shown. */
export interface ViewerPlace {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** A frame of this page. Default: a window of its own. */
  frame?: HTMLIFrameElement | undefined
}

/**
 * Shows a viewer: in a frame, or in a window of its own, which the browser may block.
 *
 * @throws TypeError when the address is not http(s)
 */
export function showViewer({ url, frame }: ViewerPlace, name: string): ViewerWindow {
  const viewer = frame ? viewerInFrame(url, frame) : viewerInOwnWindow({ url, name })
  viewer.show()
  return viewer
}
