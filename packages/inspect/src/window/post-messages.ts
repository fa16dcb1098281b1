import { GOODBYE, inspectionEnvelope, readViewerEnvelope } from '../protocol/envelope.ts'
import type { InspectionMessage } from '../protocol/messages.ts'
import type { InspectionTransport, InspectorSide } from '../inspector/transport.ts'
import { listenToViewer, postToViewer, type ViewerWindow } from './viewer-window.ts'

/**
 * Makes a transport that posts messages to one window at one origin, once it has said hello. Until then the inspector's backlog keeps them;
 * after a reload the viewer says hello again. When it is closed, or this page is left or loaded again, it says goodbye to the viewer, which
 * then says hello to whatever inspector comes next.
 */
export function postMessages(viewer: ViewerWindow): InspectionTransport {
  let inspector: InspectorSide | undefined
  let isListening = false
  let stopListening: (() => void) | undefined

  const post = (message: InspectionMessage): void => {
    if (!postToViewer(viewer, inspectionEnvelope(message))) isListening = false
  }

  const receive = (data: unknown): void => {
    const message = readViewerEnvelope(data)
    if (message?.type === 'hello') replayAll()
    else if (message) inspector?.receive(message)
  }

  const replayAll = (): void => {
    isListening = false
    // Reading the backlog flushes the inspector, and what it sends now is in the backlog too.
    for (const message of inspector?.backlog() ?? []) post(message)
    isListening = true
  }

  const leave = (): void => {
    if (isListening) postToViewer(viewer, GOODBYE)
    // The browser may keep the page and show it again: then the viewer gets everything anew.
    isListening = false
  }

  return {
    open(side) {
      inspector = side
      stopListening = listenToViewer(viewer, receive)
      viewer.page.addEventListener('pagehide', leave)
    },
    send(message) {
      if (isListening) post(message)
    },
    close() {
      leave()
      stopListening?.()
      viewer.page.removeEventListener('pagehide', leave)
    },
  }
}
