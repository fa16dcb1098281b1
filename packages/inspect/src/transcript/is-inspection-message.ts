import { PROTOCOL } from '../messages.ts'
import type { InspectionMessage } from '../messages.ts'

type Unchecked = Record<string, unknown>

const STATUSES: ReadonlySet<unknown> = new Set(['active', 'done', 'error', 'stopped'])

/** Whether a value out of a file has the shape of a message. What it says in contexts, events and charts stays unchecked. */
export function isInspectionMessage(value: unknown): value is InspectionMessage {
  if (!isRecord(value) || value['protocol'] !== PROTOCOL) return false
  const { sequence, at, rootId, sessionId, event, snapshot } = value
  if (![sequence, at].every(Number.isFinite) || ![rootId, sessionId].every(isText)) return false
  switch (value['type']) {
    case 'actor':
      return isText(value['id']) && isSnapshot(snapshot) && [value['parentId'], value['src']].every(isTextIfAny)
    case 'event':
      return isEvent(event) && isTextIfAny(value['sourceId'])
    case 'snapshot':
      return isEvent(event) && isSnapshot(snapshot) && isListOf(value['taken'], isTaken)
    default:
      return false
  }
}

function isSnapshot(value: unknown): boolean {
  if (!isRecord(value) || !STATUSES.has(value['status'])) return false
  const { tags } = value
  return tags === undefined || isListOf(tags, isText)
}

function isEvent(value: unknown): boolean {
  return isRecord(value) && isText(value['type'])
}

function isTaken(value: unknown): boolean {
  return (
    isRecord(value) && isText(value['from']) && isText(value['event']) && [value['to'], value['why']].every(isTextIfAny)
  )
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem)
}

function isRecord(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isText(value)
}
