import type { InspectionTransport } from '../inspector/transport.ts'
import { listenToViewer, postToViewer, type ViewerWindow } from '../window/viewer-window.ts'
import { ClassicServices } from './classic-services.ts'
import { readViewerEvent } from './viewer-event.ts'

/** Carries messages to a viewer that speaks the protocol of `@xstate/inspect` 0.8, and its events back. */
export function classicTransport(viewer: ViewerWindow): InspectionTransport {
  const services = new ClassicServices()
  let isWatched = false
  let stopListening: (() => void) | undefined

  return {
    open(inspector) {
      stopListening = listenToViewer(viewer, (data) => {
        const message = data as { type?: unknown } | null
        if (message?.type === 'xstate.event') inspector.receive(readViewerEvent(message))
        if (message?.type !== 'xstate.inspecting') return
        isWatched = true
        for (const registration of services.registrations()) postToViewer(viewer, registration)
      })
    },
    send(message) {
      const updates = services.update(message)
      if (isWatched) for (const update of updates) postToViewer(viewer, update)
    },
    close() {
      stopListening?.()
    },
  }
}
