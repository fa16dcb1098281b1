import { GOODBYE, inspectionEnvelope, readViewerEnvelope } from '../protocol/envelope.ts'
import type { InspectionMessage } from '../protocol/messages.ts'
import type { InspectionTransport, InspectorSide } from '../inspector/transport.ts'
import { hearViewer, postToViewer, type ViewerWindow } from './viewer-window.ts'

/**
 * Posts messages to one window at one origin, once it has said hello. Before, the inspector's backlog keeps them; after a reload the
 * viewer says hello again. When the page is left or loaded again, the viewer is told goodbye.
 */
export function postMessages(viewer: ViewerWindow): InspectionTransport {
  let inspector: InspectorSide | undefined
  let isListening = false
  let stopHearing: (() => void) | undefined

  const post = (message: InspectionMessage): void => {
    if (!postToViewer(viewer, inspectionEnvelope(message))) isListening = false
  }

  const hear = (data: unknown): void => {
    const message = readViewerEnvelope(data)
    if (message?.type === 'hello') tellAll()
    else if (message) inspector?.receive(message)
  }

  const tellAll = (): void => {
    isListening = false
    // Reading the backlog sends what is still waiting; it is in the backlog too.
    for (const message of inspector?.backlog() ?? []) post(message)
    isListening = true
  }

  const leave = (): void => {
    if (isListening) postToViewer(viewer, GOODBYE)
    // The browser may keep the page, and show it again: then it is told anew, from the beginning.
    isListening = false
  }

  return {
    open(side) {
      inspector = side
      stopHearing = hearViewer(viewer, hear)
      viewer.page.addEventListener('pagehide', leave)
    },
    send(message) {
      if (isListening) post(message)
    },
    close() {
      isListening = false
      stopHearing?.()
      viewer.page.removeEventListener('pagehide', leave)
    },
  }
}
