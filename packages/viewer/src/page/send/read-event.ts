import type { EventJson } from '@device-flow/inspect'
import { isJsonObject } from '../model/json.ts'

/** Reads what a person typed: JSON with a `type`, or a bare event name. Says what is wrong with it otherwise. */
export function readEvent(text: string): { event: EventJson } | { problem: string } {
  const trimmed = text.trim()
  if (/^[\w.-]+$/.test(trimmed)) return { event: { type: trimmed } }
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch {
    return { problem: 'This is no JSON. Write an event like { "type": "start" }.' }
  }
  if (!isJsonObject(value) || typeof value.type !== 'string' || value.type === '') {
    return { problem: 'An event is an object with a type, like { "type": "start" }.' }
  }
  return { event: { ...value, type: value.type } }
}
