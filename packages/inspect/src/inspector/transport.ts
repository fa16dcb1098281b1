import type { InspectionMessage, ViewerMessage } from '../protocol/messages.ts'

/** What an inspector offers to its transports. */
export interface InspectorSide {
  /** Returns what a viewer that comes now needs first: the actors that live and what happened lately, oldest first. */
  backlog(): readonly InspectionMessage[]
  /** Takes a viewer's message. An invalid one is dropped: it comes from another window or process. */
  receive(message: ViewerMessage | unknown): void
}

/** Carries messages out of the process. It only ever gets redacted ones. What it throws never reaches the login. */
export interface InspectionTransport {
  /** Called once, before the first message. */
  open?(inspector: InspectorSide): void
  send(message: InspectionMessage): void
  close?(): void
}
