import type { Json } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'

/** A JSON object. */
export type JsonObject = { [member: string]: Json | undefined }

/** Whether this is an object, and neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value)
}

/** A member's text, where it is one. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The texts of a list. */
export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}

/** The objects of a list. */
export function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
