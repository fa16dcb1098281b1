import type { InspectionTransport } from '../inspector/transport.ts'
import { hearViewer, postToViewer, type ViewerWindow } from '../window/viewer-window.ts'
import { ClassicServices } from './classic-services.ts'
import { readViewerEvent } from './viewer-event.ts'

/** Carries what an inspector tells to a viewer that speaks the protocol of `@xstate/inspect` 0.8, and events from there back. */
export function classicTransport(viewer: ViewerWindow): InspectionTransport {
  const services = new ClassicServices()
  let isWatched = false
  let stopHearing: (() => void) | undefined

  return {
    open(inspector) {
      stopHearing = hearViewer(viewer, (message) => {
        const said = message as { type?: unknown } | null
        if (said?.type === 'xstate.event') inspector.receive(readViewerEvent(said))
        if (said?.type !== 'xstate.inspecting') return
        isWatched = true
        for (const registration of services.registrations()) postToViewer(viewer, registration)
      })
    },
    send(message) {
      const told = services.tell(message)
      if (isWatched) for (const each of told) postToViewer(viewer, each)
    },
    close() {
      stopHearing?.()
    },
  }
}
