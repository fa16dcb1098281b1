import type { AnyActorRef, AnyEventObject, AnyMachineSnapshot } from 'xstate'
import { isRecord } from '@device-flow/untrusted'

/**
 * Sends a login the event that a viewer asks for, if it makes sense there: a known login that lives, an event that a person or page
 * could send, and that the login would take now. All else is dropped, for it comes from another window or process.
 */
export function sendFromViewer(message: unknown, find: (sessionId: string) => AnyActorRef | undefined): void {
  try {
    if (!isSend(message)) return
    const actor = find(message.sessionId)
    const snapshot = actor?.getSnapshot() as Partial<AnyMachineSnapshot> | undefined
    // Asking first: guards that a strange payload makes throw would end the login.
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
  // XState's own events would let a viewer make up what a service brought; it takes a wildcard for a mistake, and throws.
  return event.type !== '' && !event.type.startsWith('xstate.') && !event.type.includes('*')
}
