import { PROTOCOL, type InspectionMessage } from '@device-flow/inspect'
import { isObject } from '../model/json.ts'
import type { Arrival } from '../model/receive.ts'

/** Nothing that a person looks at is nested like this, and what reads it goes down by recursion. */
const DEEPEST = 200

const STATUSES = new Set<unknown>(['active', 'done', 'error', 'stopped'])

/** What is in an envelope for viewers; nothing when it is none, i.e. for somebody else. */
export function contentsOf(data: unknown): unknown {
  return isObject(data) && data.deviceFlow === 'inspection' ? data.message : undefined
}

/** Reads what another window or process sent. Whoever sent it may be hostile, or of another version. */
export function readMessage(source: string, value: unknown): Arrival {
  if (!isObject(value)) return { type: 'nonsense' }
  if (typeof value.protocol === 'number' && value.protocol !== PROTOCOL) {
    return { type: 'otherProtocol', protocol: value.protocol }
  }
  return isMessage(value) && !isTooDeep(value) ? { type: 'message', source, message: value } : { type: 'nonsense' }
}

function isMessage(value: unknown): value is InspectionMessage {
  if (!isObject(value) || value.protocol !== PROTOCOL) return false
  const { sequence, at, rootId, sessionId } = value
  if (!Number.isSafeInteger(sequence) || !isInstant(at) || !isName(rootId) || !isName(sessionId)) return false
  switch (value.type) {
    case 'actor':
      return (
        isName(value.id) && isNameOrAbsent(value.parentId) && isNameOrAbsent(value.src) && isSnapshot(value.snapshot)
      )
    case 'event':
      return isNameOrAbsent(value.sourceId) && isEvent(value.event)
    case 'snapshot':
      return isEvent(value.event) && isSnapshot(value.snapshot) && areTaken(value.taken)
    default:
      return false
  }
}

function isInstant(value: unknown): boolean {
  // The range of Date: a time outside of it can't be written.
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

function isName(value: unknown): boolean {
  return typeof value === 'string'
}

function isNameOrAbsent(value: unknown): boolean {
  return value === undefined || isName(value)
}

function isEvent(value: unknown): boolean {
  return isObject(value) && isName(value.type)
}

function isSnapshot(value: unknown): boolean {
  return isObject(value) && STATUSES.has(value.status) && (value.tags === undefined || areNames(value.tags))
}

function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.every(isName)
}

function areTaken(value: unknown): boolean {
  return Array.isArray(value) && value.every(isTaken)
}

function isTaken(value: unknown): boolean {
  if (!isObject(value)) return false
  return isName(value.from) && isNameOrAbsent(value.to) && isName(value.event) && isNameOrAbsent(value.why)
}

function isTooDeep(value: object): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
