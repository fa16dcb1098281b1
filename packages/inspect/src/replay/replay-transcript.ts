import { deviceFlowMachine } from '@device-flow/machine'
import type {
  DeviceFlowContext,
  DeviceFlowEvent,
  DeviceFlowInput,
  DeviceFlowSnapshot,
  Json,
} from '@device-flow/machine'
import { initialTransition, transition } from 'xstate'
import type { ActorMessage, InspectionMessage, SnapshotJson, SnapshotMessage } from '../protocol/messages.ts'
import { redact } from '../redact/redact.ts'
import { machineAsRecorded } from './machine-as-recorded.ts'
import { revive } from './revive.ts'

/** One step of a login, computed anew. */
export interface ReplayStep {
  /** The recorded message. */
  message: SnapshotMessage
  /** The snapshot that the chart computes. */
  snapshot: SnapshotJson
  recordedValue: Json | undefined
  /** Whether the chart computes the recorded state; true also when it could not be checked. */
  matches: boolean
  /** Whether the chart could compute it. Where messages before it are missing, the recorded state is taken as it is. */
  isChecked: boolean
  /** Why the chart could not take the step; it then stays where it was. */
  problem?: string
}

/**
 * Computes the states of each recorded login from its events alone, by XState's pure `transition()`: nothing runs, nothing is requested.
 * A login begins with the message that introduces it. After a gap, its next recorded state is taken as it is.
 *
 * @example
 * ```ts
 * import { readTranscript } from '@device-flow/inspect'
 * import { replayTranscript } from '@device-flow/inspect/replay'
 *
 * export function print(transcript: string): void {
 *   for (const { message, snapshot, matches } of replayTranscript(readTranscript(transcript).messages)) {
 *     console.log(message.event.type, snapshot.value, matches)
 *   }
 * }
 * ```
 */
export function replayTranscript(messages: readonly InspectionMessage[]): ReplayStep[] {
  const logins = new Map<string, DeviceFlowSnapshot>()
  const steps: ReplayStep[] = []
  let last = 0
  let accountedFor = 0
  for (const message of messages) {
    const { sequence } = message
    // After a gap, the states of the logins are unknown. Numbers that start again belong to another recording.
    if (sequence > accountedFor + 1 || sequence <= last) logins.clear()
    last = sequence
    accountedFor = (message.type === 'actor' && message.asOf) || sequence
    if (message.sessionId !== message.rootId) continue
    if (message.type === 'actor') introduce(message, logins)
    if (message.type === 'snapshot') steps.push(stepOf(message, logins))
  }
  return steps
}

function introduce({ rootId, snapshot }: ActorMessage, logins: Map<string, DeviceFlowSnapshot>): void {
  try {
    logins.set(rootId, asRecorded(snapshot))
  } catch {
    // The recorded state is not one of this chart.
    logins.delete(rootId)
  }
}

function stepOf(message: SnapshotMessage, logins: Map<string, DeviceFlowSnapshot>): ReplayStep {
  const before = logins.get(message.rootId)
  const recordedValue = message.snapshot.value
  const isChecked = before !== undefined || isFirst(message)
  try {
    const after = next(before, message)
    logins.set(message.rootId, after)
    const matches = isSame(after.value, recordedValue)
    return { message, snapshot: toJson(after), recordedValue, matches, isChecked }
  } catch (error) {
    // A transcript may hold any event, and any payload that no guard understands.
    const problem = error instanceof Error ? error.message : String(error)
    const snapshot: SnapshotJson = before ? toJson(before) : { status: 'error' }
    return { message, snapshot, recordedValue, matches: false, isChecked, problem }
  }
}

function next(before: DeviceFlowSnapshot | undefined, message: SnapshotMessage): DeviceFlowSnapshot {
  const { event, snapshot } = message
  if (isFirst(message)) {
    return initialTransition(machineAsRecorded(snapshot.context), revive(event.input) as DeviceFlowInput | undefined)[0]
  }
  if (before) return transition(deviceFlowMachine, before, revive(event) as DeviceFlowEvent)[0]
  return asRecorded(snapshot)
}

function isFirst({ event }: SnapshotMessage): boolean {
  return event.type === 'xstate.init'
}

function asRecorded({ value, context }: SnapshotJson): DeviceFlowSnapshot {
  return deviceFlowMachine.resolveState({
    value: value as DeviceFlowSnapshot['value'],
    context: revive(context) as DeviceFlowContext,
  })
}

function toJson({ status, value, context, tags }: DeviceFlowSnapshot): SnapshotJson {
  return redact({ status, value, context, tags }) as unknown as SnapshotJson
}

function isSame(value: unknown, recorded: Json | undefined): boolean {
  return JSON.stringify(value) === JSON.stringify(recorded)
}
