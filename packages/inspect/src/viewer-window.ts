/** Where a viewer runs. */
export interface ViewerAddress {
  /** http(s); relative to the page. */
  url: string | URL
  /** Shows the viewer in this frame. Default: in a window of its own. */
  frame?: HTMLIFrameElement | undefined
}

/** A window on a viewer. Messages go to its origin alone, and only what comes from its window and its origin is heard. */
export interface ViewerWindow {
  post(message: unknown): void
  /** Stops listening. The window stays open: it shows what happened. */
  close(): void
}

/**
 * Opens a viewer and hears what it says.
 *
 * @throws TypeError when the viewer's address is not http(s)
 * @throws Error when the browser blocks the new window
 */
export function openViewerWindow({ url, frame }: ViewerAddress, hear: (message: unknown) => void): ViewerWindow {
  const address = new URL(url, window.location.href)
  // Other addresses have no origin to aim at, and what is posted to "*" is for everyone.
  if (!/^https?:$/.test(address.protocol)) throw new TypeError(`A viewer needs an http(s) address, not ${address.protocol}`)
  const viewer = frame ? () => frame.contentWindow : inNewWindow(address)

  const onMessage = (event: MessageEvent): void => {
    if (event.origin === address.origin && event.source !== null && event.source === viewer()) hear(event.data)
  }
  // Before the frame is told what to load: a viewer in the browser's cache speaks soon.
  window.addEventListener('message', onMessage)
  frame?.setAttribute('src', address.href)

  return {
    post: (message) => viewer()?.postMessage(message, address.origin),
    close: () => window.removeEventListener('message', onMessage),
  }
}

function inNewWindow(address: URL): () => Window {
  const opened = window.open(address, 'device-flow-viewer')
  if (!opened) throw new Error("The browser blocked the viewer's window: open it from a click, or give it a frame")
  return () => opened
}
