import { PROTOCOL, type ViewerMessage } from '@device-flow/inspect'
import { viewerEnvelope } from '@device-flow/inspect/window'
import type { Link, LinkListener } from './link.ts'
import { contentsOf, readMessage } from './read-message.ts'

/** The name of the source that the actors of that window are from. */
export const WINDOW = 'window'
const LOOK_AGAIN_MS = 1000

/**
 * The way to the window that opened this page, or that holds it in a frame. Only that window is heard, and only as long as it stays what
 * it was at its first message: it may be led to another site.
 */
export function linkToWindow({ onArrival, onStatus }: LinkListener, self: Window = window): Link {
  const peer = peerOf(self)
  if (!peer) {
    onStatus('absent')
    return { send() {}, close() {} }
  }
  let origin: string | undefined
  const post = (message: ViewerMessage, to: string): void => peer.postMessage(viewerEnvelope(message), to)

  const onMessage = (event: MessageEvent<unknown>): void => {
    // Other scripts of that window may post to this one, too.
    const contents = event.source === peer ? contentsOf(event.data) : undefined
    if (contents === undefined) return
    if (origin !== undefined && event.origin !== origin) return
    if (origin === undefined) {
      origin = event.origin
      onStatus('open')
    }
    onArrival(readMessage(WINDOW, asJson(contents)))
  }
  // Nobody knows yet where the other window is from, and there is no secret in a hello.
  const hello = (): void => post({ type: 'hello', protocol: PROTOCOL }, '*')
  const look = (): void => {
    if (origin === undefined) return hello()
    if (!peer.closed) return
    clearInterval(timer)
    onStatus('lost')
    onArrival({ type: 'left', source: WINDOW })
  }
  // A window that is closed says nothing any more, not even that.
  const timer = setInterval(look, LOOK_AGAIN_MS)
  self.addEventListener('message', onMessage)
  onStatus('connecting')
  hello()

  return {
    send(source, message) {
      // A page from a file has no origin that could be addressed.
      if (source === WINDOW && origin !== undefined && origin !== 'null') post(message, origin)
    },
    close() {
      clearInterval(timer)
      self.removeEventListener('message', onMessage)
    },
  }
}

function peerOf(self: Window): Window | undefined {
  const opener = self.opener as Window | null
  if (opener && opener !== self) return opener
  return self.parent === self ? undefined : self.parent
}

/** Windows may send what JSON can't hold, e.g. an object within itself. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown
  } catch {
    return undefined
  }
}
