import { inspectionEnvelope, readViewerEnvelope } from '../envelope.ts'
import type { InspectionMessage } from '../messages.ts'
import type { InspectionTransport, InspectorSide } from '../transport.ts'

/** Whom to post to. */
export interface ViewerWindow {
  /** The viewer's window, while there is one. */
  find(): Window | null | undefined
  /** The only origin that is posted to and heard. */
  origin: string
  /** The window that hears the viewer, i.e. this one. */
  page: Window
}

/**
 * Posts messages to one window at one origin, once it has said hello. Before, the inspector's backlog keeps them; after a reload the
 * viewer says hello again.
 */
export function postMessages({ find, origin, page }: ViewerWindow): InspectionTransport {
  let inspector: InspectorSide | undefined
  let isListening = false

  const post = (message: InspectionMessage): void => {
    const viewer = find()
    // Another page in that window gets nothing: the browser compares its origin.
    if (viewer && !viewer.closed) viewer.postMessage(inspectionEnvelope(message), origin)
    else isListening = false
  }

  const hear = (event: MessageEvent): void => {
    // A frame that is gone has no window, and neither has a message that a worker or script made up.
    if (!event.source || event.source !== find() || event.origin !== origin) return
    const message = readViewerEnvelope(event.data)
    if (message?.type === 'hello') tellAll()
    else if (message) inspector?.receive(message)
  }

  const tellAll = (): void => {
    isListening = false
    // Reading the backlog sends what is still waiting; it is in the backlog too.
    for (const message of inspector?.backlog() ?? []) post(message)
    isListening = true
  }

  return {
    open(side) {
      inspector = side
      page.addEventListener('message', hear)
    },
    send(message) {
      if (isListening) post(message)
    },
    close() {
      isListening = false
      page.removeEventListener('message', hear)
    },
  }
}
