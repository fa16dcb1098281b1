import { deviceFlowMachine } from '@device-flow/machine'
import type {
  DeviceFlowContext,
  DeviceFlowEvent,
  DeviceFlowInput,
  DeviceFlowSnapshot,
  Json,
} from '@device-flow/machine'
import { initialTransition, transition } from 'xstate'
import type { InspectionMessage, SnapshotJson, SnapshotMessage } from '../messages.ts'
import { redact } from '../redact/redact.ts'
import { revive } from './revive.ts'

/** One step of a login, worked out anew. */
export interface ReplayStep {
  /** What was recorded. */
  message: SnapshotMessage
  /** What the chart comes to by itself. */
  snapshot: SnapshotJson
  recordedValue: Json | undefined
  /** The chart comes to the state that was recorded. */
  matches: boolean
  /** Why the chart could not take the step; it then stays where it was. */
  problem?: string
}

/**
 * Works out the states of each recorded login from its events alone, by XState's pure `transition()`: nothing runs, nothing is requested.
 * A login whose beginning is missing starts from its first recorded state, and goes on from the next one where messages are missing.
 */
export function replayTranscript(messages: readonly InspectionMessage[]): ReplayStep[] {
  const logins = new Map<string, DeviceFlowSnapshot>()
  const steps: ReplayStep[] = []
  for (const [index, message] of messages.entries()) {
    // In what is missing, the logins may have gone anywhere.
    if (message.sequence > (messages[index - 1]?.sequence ?? 0) + 1) logins.clear()
    if (message.type !== 'snapshot' || message.sessionId !== message.rootId) continue
    const before = logins.get(message.rootId)
    const recordedValue = message.snapshot.value
    try {
      const after = next(before, message)
      logins.set(message.rootId, after)
      steps.push({ message, snapshot: toJson(after), recordedValue, matches: isSame(after.value, recordedValue) })
    } catch (error) {
      // A transcript may hold any event, and any payload that no guard understands.
      const problem = error instanceof Error ? error.message : String(error)
      const snapshot: SnapshotJson = before ? toJson(before) : { status: 'error' }
      steps.push({ message, snapshot, recordedValue, matches: false, problem })
    }
  }
  return steps
}

function next(before: DeviceFlowSnapshot | undefined, { event, snapshot }: SnapshotMessage): DeviceFlowSnapshot {
  // Also of a login of the same id, in a second recording.
  if (event.type === 'xstate.init') {
    return initialTransition(deviceFlowMachine, revive(event['input']) as DeviceFlowInput | undefined)[0]
  }
  if (before) return transition(deviceFlowMachine, before, revive(event) as DeviceFlowEvent)[0]
  const value = snapshot.value as DeviceFlowSnapshot['value']
  return deviceFlowMachine.resolveState({ value, context: revive(snapshot.context) as DeviceFlowContext })
}

function toJson({ status, value, context, tags }: DeviceFlowSnapshot): SnapshotJson {
  return redact({ status, value, context, tags }) as unknown as SnapshotJson
}

function isSame(value: unknown, recorded: Json | undefined): boolean {
  return JSON.stringify(value) === JSON.stringify(recorded)
}
