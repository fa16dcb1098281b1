import { viewerAddress } from './viewer-address.ts'

/** A viewer's window, wherever it is. */
export interface ViewerWindow {
  /** The window, while there is one. */
  find(): Window | null | undefined
  /** Whether a message that came from its origin came from this window. */
  recognise(source: MessageEventSource): boolean
  /** The only origin that messages are posted to and accepted from. */
  origin: string
  /** The window that listens to the viewer, i.e. this one. */
  page: Window
  /** Opens the window, or brings it to the front. False when the browser blocked it. */
  show(): boolean
}

/**
 * Shows a viewer in a frame of this page.
 *
 * @throws TypeError when the address is not http(s)
 */
export function viewerInFrame(url: string | URL, frame: HTMLIFrameElement, page: Window = window): ViewerWindow {
  const { href, origin } = viewerAddress(url, page)
  // Setting it again would load the viewer again.
  if (frame.src !== href) frame.src = href
  const find = (): Window | null => frame.contentWindow
  return { find, recognise: (source) => source === find(), origin, page, show: () => true }
}

/** Options of {@link viewerInOwnWindow}. */
export interface OwnWindowOptions {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** The window's name: a window of that name is used again. */
  name: string
  /** As `window.open` takes them, without `noopener`. */
  features?: string | undefined
  /** This page's window. */
  page?: Window | undefined
}

/**
 * Makes a viewer in a window of its own, which `show()` opens. Browsers block that outside of a click or key.
 *
 * @throws TypeError when the address is not http(s)
 */
export function viewerInOwnWindow(options: OwnWindowOptions): ViewerWindow {
  const { url, name, features = 'popup,width=1100,height=800', page = window } = options
  const { href, origin } = viewerAddress(url, page)
  let viewer: Window | null = null
  return {
    find: () => viewer,
    recognise(source) {
      // A page that was loaded again has lost the handle of the window that it opened before. That window still has it as its opener.
      if ((!viewer || viewer.closed) && isOpenedBy(page, source)) viewer = source
      return source === viewer
    },
    origin,
    page,
    show() {
      if (viewer && !viewer.closed) viewer.focus()
      else viewer = page.open(href, name, features)
      return viewer !== null
    },
  }
}

/** Posts to the viewer. Returns false when it has no window. */
export function postToViewer({ find, origin }: ViewerWindow, data: unknown): boolean {
  const viewer = find()
  if (!viewer || viewer.closed) return false
  // Another page in that window gets nothing: the browser compares its origin.
  viewer.postMessage(data, origin)
  return true
}

/** Receives what the viewer posts, and nothing from elsewhere. Returns a function that stops it. */
export function listenToViewer(
  { recognise, origin, page }: ViewerWindow,
  receive: (data: unknown) => void,
): () => void {
  const listener = ({ source, origin: from, data }: MessageEvent): void => {
    // A frame that is gone has no window, and neither has a message that a worker or a script dispatched.
    if (source && from === origin && recognise(source)) receive(data)
  }
  page.addEventListener('message', listener)
  return () => page.removeEventListener('message', listener)
}

function isOpenedBy(page: Window, source: MessageEventSource): source is Window {
  return 'opener' in source && source.opener === page
}
