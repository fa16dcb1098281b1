import { isRecord } from '@device-flow/untrusted'
import type { InspectionMessage } from '../protocol/messages.ts'
import { StartingPoint } from '../inspector/starting-point.ts'
import type { InspectionTransport, InspectorSide } from '../inspector/transport.ts'
import { explainEvent } from './explain-event.ts'
import { TRANSCRIPT_TYPE, TRANSCRIPT_VERSION } from './header.ts'
import type { TranscriptHeader } from './header.ts'

/** Options of {@link recordTranscript}. */
export interface RecordOptions {
  /** Whose server it is, if known. Auth0's log codes are left out for any other than `auth0`. */
  provider?: string | undefined
  /**
   * How many messages are kept, apart from those that introduce logins that are still alive; the oldest are dropped. Default 50 000, some
   * hours of polling.
   */
  limit?: number | undefined
  /** Wall clock, ms since the epoch. Tests pass a virtual one. */
  now?: (() => number) | undefined
}

/** A transport that keeps what is sent to it. */
export interface TranscriptRecorder extends InspectionTransport {
  /**
   * Returns the transcript so far as JSON Lines: a header, then one message a line, each with its time and, where the server sent an error
   * code, with what it means. There is no secret in it.
   */
  toJsonLines(): string
}

/**
 * Makes a transport that records a transcript.
 *
 * @example
 * ```ts
 * import { createInspector, recordTranscript } from '@device-flow/inspect'
 *
 * const recorder = recordTranscript()
 * export const { inspect } = createInspector({ transport: recorder })
 * // Later:
 * console.log(recorder.toJsonLines())
 * ```
 */
export function recordTranscript({ provider, limit = 50_000, now = Date.now }: RecordOptions = {}): TranscriptRecorder {
  const recordedAt = new Date(now()).toISOString()
  let inspector: InspectorSide | undefined
  const start = new StartingPoint()
  let messages: InspectionMessage[] = []
  let passed = 0

  const passOldest = (): void => {
    const excess = messages.length - limit
    if (excess <= 0) return
    for (const message of messages.slice(0, excess)) start.pass(message)
    messages = messages.slice(excess)
    passed += excess
  }

  return {
    open(side) {
      inspector = side
    },
    send(message) {
      messages.push(message)
      // Not at each message: it copies all others.
      if (messages.length >= 2 * limit) passOldest()
    },
    toJsonLines() {
      // Flushes the inspector.
      inspector?.backlog()
      passOldest()
      // The message that introduces a login has its chart: without it, the login cannot be shown.
      const kept = [...start.messages().filter(isAboutLogin), ...messages]
      const dropped = passed + messages.length - kept.length
      const header: TranscriptHeader = {
        type: TRANSCRIPT_TYPE,
        version: TRANSCRIPT_VERSION,
        recordedAt,
        machine: machineOf(kept),
        ...(dropped > 0 && { dropped }),
      }
      const lines = [header, ...kept.map((message) => explained(message, provider))]
      return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    },
  }
}

/** Whether a message is about a login itself, and not about a service of it. */
function isAboutLogin({ sessionId, rootId }: InspectionMessage): boolean {
  return sessionId === rootId
}

function machineOf(messages: readonly InspectionMessage[]): string {
  for (const message of messages) {
    const definition = message.type === 'actor' ? message.definition : undefined
    if (isRecord(definition) && typeof definition.id === 'string') return definition.id
  }
  return 'deviceFlow'
}

function explained(message: InspectionMessage, provider: string | undefined): InspectionMessage {
  if (message.type !== 'snapshot' || !isAboutLogin(message)) return message
  const explanation = explainEvent(message.event, provider)
  return explanation ? { ...message, explained: explanation } : message
}
