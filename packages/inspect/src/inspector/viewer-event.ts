import type { AnyActorRef, AnyEventObject, AnyMachineSnapshot } from 'xstate'
import { isRecord } from '@device-flow/untrusted'

/**
 * Sends a login the event that a viewer asks for, if the login lives, a person or page could send that event, and the login would take it
 * now. Everything else is dropped, since it comes from another window or process.
 */
export function sendFromViewer(message: unknown, find: (sessionId: string) => AnyActorRef | undefined): void {
  try {
    if (!isSend(message)) return
    const actor = find(message.sessionId)
    const snapshot = actor?.getSnapshot() as Partial<AnyMachineSnapshot> | undefined
    // `can` comes first: a guard that throws on a strange payload would end the login if the event were sent.
    if (snapshot?.can?.(message.event)) actor?.send(message.event)
  } catch {
    // A payload that no guard understands.
  }
}

interface Send {
  type: 'send'
  sessionId: string
  event: AnyEventObject
}

function isSend(message: unknown): message is Send {
  if (!isRecord(message) || message.type !== 'send' || typeof message.sessionId !== 'string') return false
  const { event } = message
  if (!isRecord(event) || typeof event.type !== 'string') return false
  // XState's own events would let a viewer invent a service's result. On a wildcard, XState throws.
  return event.type !== '' && !event.type.startsWith('xstate.') && !event.type.includes('*')
}
