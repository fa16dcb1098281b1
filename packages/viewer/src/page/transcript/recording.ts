import { readTranscript, type InspectionMessage, type TranscriptProblem } from '@device-flow/inspect'
import { replayTranscript } from '@device-flow/inspect/replay'
import { deviceFlowMachine } from '@device-flow/machine'
import { findFault } from './find-fault.ts'
import type { RecordedStep } from './recorded-step.ts'
import { isJsonObject } from '../model/json.ts'
import { emptyModel, type Model } from '../model/model.ts'
import { receive } from '../model/receive.ts'

/** How many messages lie between two kept models, so that a step back does not replay from the beginning. */
const MESSAGES_BETWEEN_MODELS = 200

/** The name of the source that a recording's actors are from. */
export const RECORDED = 'recording'

/** A recorded login to step through. */
export interface Recording {
  /** The file's name, or what stands for it. */
  name: string
  /** The text that it was read from. */
  text: string
  steps: readonly RecordedStep[]
  /** The step where it went wrong, if it did. */
  fault: number | undefined
  /** Lines that were passed over. */
  problems: readonly TranscriptProblem[]
  /** How many messages that repeat others were left out, so that it fits into a link. */
  leftOut: number
  /** What was known after a step. */
  modelAt(step: number): Model
}

/**
 * Reads a file, and computes its steps by the chart alone: nothing in it is run.
 *
 * @throws TranscriptError saying what is wrong with the file
 */
export function readRecording(name: string, text: string): Recording {
  const { messages, problems, leftOut = 0 } = readTranscript(text)
  const steps = stepsOf(messages)
  const ends = endsOf(messages, steps)
  const kept = new Map<number, Model>([[0, emptyModel]])

  return {
    name,
    text,
    steps,
    fault: findFault(steps),
    problems,
    leftOut,
    modelAt(step) {
      const end = ends[step] ?? 0
      const start = Math.max(...[...kept.keys()].filter((count) => count <= end))
      let model = kept.get(start) ?? emptyModel
      for (let count = start; count < end; count++) {
        model = receive(model, { type: 'message', source: RECORDED, message: messages[count] as InspectionMessage })
        if ((count + 1) % MESSAGES_BETWEEN_MODELS === 0) kept.set(count + 1, model)
      }
      return model
    },
  }
}

function stepsOf(messages: readonly InspectionMessage[]): RecordedStep[] {
  const foreign = new Set(messages.filter(isOfForeignChart).map(({ rootId }) => rootId))
  return replayTranscript(messages).map(({ message, snapshot, matches, isChecked, problem }) => {
    const isReplayed = !foreign.has(message.rootId)
    return {
      message,
      isReplayed,
      isChecked,
      snapshot: isReplayed ? snapshot : message.snapshot,
      matches: !isReplayed || matches,
      ...(isReplayed && problem !== undefined && { problem }),
    }
  })
}

/** Whether a message introduces an actor without the chart that is replayed. That of another version differs by its states alone. */
function isOfForeignChart(message: InspectionMessage): boolean {
  if (message.type !== 'actor' || message.sessionId !== message.rootId) return false
  const { definition } = message
  if (!isJsonObject(definition)) return true
  return definition.id !== deviceFlowMachine.id || stateNames(definition) !== knownStates
}

const knownStates = stateNames(deviceFlowMachine.definition)

/** The names of all states of a definition, nested as they are there. */
function stateNames({ states }: { states?: unknown }): string {
  if (!isJsonObject(states)) return ''
  const names = Object.entries(states).map(
    ([name, state]) => `${name}(${isJsonObject(state) ? stateNames(state) : ''})`,
  )
  return names.join()
}

/** Counts the messages up to each step: its own, and the last ones of services that it has ended. */
function endsOf(messages: readonly InspectionMessage[], steps: readonly RecordedStep[]): number[] {
  const indexes = new Map(messages.map((message, index) => [message, index]))
  return steps.map(({ message }) => {
    let end = (indexes.get(message) ?? 0) + 1
    while (isOfService(messages[end])) end++
    return end
  })
}

function isOfService(message: InspectionMessage | undefined): boolean {
  return message?.type === 'snapshot' && message.sessionId !== message.rootId
}
