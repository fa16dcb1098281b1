import type { InspectionTransport } from '../transport.ts'
import { openViewerWindow, type ViewerAddress, type ViewerWindow } from '../viewer-window.ts'
import { ClassicServices } from './services.ts'
import { readViewerEvent } from './viewer-event.ts'

/** Carries what an inspector tells to a viewer that speaks the protocol of `@xstate/inspect` 0.8, and events from there back. */
export function classicTransport(address: ViewerAddress): InspectionTransport {
  const services = new ClassicServices()
  let viewer: ViewerWindow | undefined
  let isWatched = false

  return {
    open(inspector) {
      viewer = openViewerWindow(address, (message) => {
        const said = message as { type?: unknown } | null
        if (said?.type === 'xstate.event') inspector.receive(readViewerEvent(said))
        if (said?.type !== 'xstate.inspecting') return
        isWatched = true
        for (const registration of services.registrations()) viewer?.post(registration)
      })
    },
    send(message) {
      const told = services.tell(message)
      if (isWatched) for (const each of told) viewer?.post(each)
    },
    close() {
      isWatched = false
      viewer?.close()
    },
  }
}
