import type { InspectionMessage, ViewerMessage } from '../protocol/messages.ts'

/** What an inspector offers to a transport whose viewers can speak. */
export interface InspectorSide {
  /** What a viewer that comes now has to be told first: the actors that live and what happened lately, oldest first. */
  backlog(): readonly InspectionMessage[]
  /** Hears a viewer. What makes no sense is dropped: it comes from another window or process. */
  receive(message: ViewerMessage | unknown): void
}

/** Carries messages out of the process. It is only ever given redacted ones. What it throws never reaches the login. */
export interface InspectionTransport {
  /** Called once, before the first message. */
  open?(inspector: InspectorSide): void
  send(message: InspectionMessage): void
  close?(): void
}
