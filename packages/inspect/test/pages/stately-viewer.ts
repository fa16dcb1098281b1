import { createBrowserReceiver, type StatelyInspectionEvent } from '@statelyai/inspect'
import { tapMessages } from './tap.ts'

declare global {
  interface Window {
    /** Opens the receiver of the library, which says hello. */
    receive(): void
    received: StatelyInspectionEvent[]
  }
}

tapMessages()
window.received = []
window.receive = () => void createBrowserReceiver().subscribe((message) => window.received.push(message))
// A viewer may take its time.
if (location.hash !== '#late') window.receive()
