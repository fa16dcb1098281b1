import { isRecord } from '@device-flow/untrusted'
import { isBounded } from './is-bounded.ts'
import { PROTOCOL } from './messages.ts'
import type { InspectionMessage } from './messages.ts'

type Unchecked = Record<string, unknown>

/** How far from the epoch a `Date` can be, ms (ECMA-262 §21.4.1.1). Formatting a time beyond that throws. */
const MAX_INSTANT_MS = 8.64e15

const STATUSES: ReadonlySet<unknown> = new Set(['active', 'done', 'error', 'stopped'])

/**
 * Checks whether JSON from another window, another process or a file is a message of an inspector: it has the members of its type, a time
 * that a `Date` can have, and is no deeper or larger than an inspector would send. What contexts, events and charts hold is not checked,
 * so show it as text.
 */
export function isInspectionMessage(value: unknown): value is InspectionMessage {
  if (!isRecord(value) || value.protocol !== PROTOCOL) return false
  const { sequence, at, rootId, sessionId } = value
  if (!Number.isSafeInteger(sequence) || !isInstant(at) || !isText(rootId) || !isText(sessionId)) return false
  return isWhole(value) && isBounded(value)
}

/** Returns the version of an inspector that speaks another protocol than {@link PROTOCOL}; nothing for everything else. */
export function otherProtocol(value: unknown): number | undefined {
  if (!isRecord(value) || typeof value.protocol !== 'number') return undefined
  return value.protocol === PROTOCOL ? undefined : value.protocol
}

function isWhole({ type, id, parentId, src, asOf, sourceId, event, snapshot, taken, explained }: Unchecked): boolean {
  switch (type) {
    case 'actor':
      if (asOf !== undefined && !Number.isSafeInteger(asOf)) return false
      return isText(id) && isSnapshot(snapshot) && isTextIfAny(parentId) && isTextIfAny(src)
    case 'event':
      return isEvent(event) && isTextIfAny(sourceId)
    case 'snapshot':
      return isEvent(event) && isSnapshot(snapshot) && isListOf(taken, isTaken) && isExplanationIfAny(explained)
    default:
      return false
  }
}

function isInstant(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= MAX_INSTANT_MS
}

function isSnapshot(value: unknown): boolean {
  if (!isRecord(value) || !STATUSES.has(value.status)) return false
  const { tags } = value
  return tags === undefined || isListOf(tags, isText)
}

function isEvent(value: unknown): boolean {
  return isRecord(value) && isText(value.type)
}

function isTaken(value: unknown): boolean {
  if (!isRecord(value)) return false
  return isText(value.from) && isText(value.event) && isTextIfAny(value.to) && isTextIfAny(value.why)
}

function isExplanationIfAny(value: unknown): boolean {
  if (value === undefined) return true
  if (!isRecord(value)) return false
  const { code, meaning, whatToDo, auth0LogCode } = value
  return isText(code) && isText(meaning) && isText(whatToDo) && isTextIfAny(auth0LogCode)
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isText(value)
}
