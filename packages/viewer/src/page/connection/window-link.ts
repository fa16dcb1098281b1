import { PROTOCOL, type ViewerMessage } from '@device-flow/inspect'
import { inspectionContents, isGoodbye, viewerEnvelope } from '@device-flow/inspect/window'
import type { Link, LinkListener } from './link.ts'
import { readMessage } from './read-message.ts'

/** The name of the source that the actors of that window are from. */
export const WINDOW = 'window'
const LOOK_INTERVAL_MS = 1000

/**
 * Links this page to the window that opened it or holds it in a frame. Only messages of that window count, and only while it shows a page
 * of the origin of its first message, since it may navigate to another one. A page that says goodbye is often loaded again: until one
 * answers, this page says hello.
 */
export function linkToWindow({ onArrival, onStatus }: LinkListener, self: Window = window): Link {
  const peer = peerOf(self)
  if (!peer) {
    onStatus('absent')
    return { send() {}, close() {} }
  }
  let origin: string | undefined
  let isAnswered = false
  const post = (message: ViewerMessage, to: string): void => peer.postMessage(viewerEnvelope(message), to)

  const onMessage = ({ source, origin: from, data }: MessageEvent<unknown>): void => {
    if (origin !== undefined && from !== origin) return
    // For a page that is being left, browsers set no source. If another page of its origin posts this in its place, the page answers the
    // next hello.
    if (isGoodbye(data) && (source === peer || source === null)) return lose()
    // Other scripts of that window may post to this one too.
    const contents = source === peer ? inspectionContents(data) : undefined
    if (contents === undefined) return
    if (!isAnswered) find(from)
    onArrival(readMessage(WINDOW, asJson(contents)))
  }
  const find = (from: string): void => {
    origin = from
    isAnswered = true
    onStatus('open')
    onArrival({ type: 'joined', source: WINDOW })
  }
  const lose = (): void => {
    if (!isAnswered) return
    isAnswered = false
    onStatus('lost')
    onArrival({ type: 'left', source: WINDOW })
  }
  // The other window's origin is unknown, and a hello holds no secret.
  const hello = (): void => post({ type: 'hello', protocol: PROTOCOL }, '*')
  const look = (): void => {
    if (peer.closed) lose()
    else if (!isAnswered) hello()
  }
  // A window that is closed does not say so.
  const timer = setInterval(look, LOOK_INTERVAL_MS)
  self.addEventListener('message', onMessage)
  onStatus('connecting')
  hello()

  return {
    send(source, message) {
      // A page from a file has no origin that could be addressed.
      if (source === WINDOW && isAnswered && origin !== undefined && origin !== 'null') post(message, origin)
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

/** Windows may send what JSON cannot hold, e.g. an object within itself. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown
  } catch {
    return undefined
  }
}
