import { isObject } from '@device-flow/untrusted'
import { MAX_TEXT_CHARS } from '../redact/limits.ts'

/** Deeper than anything that a person reads. Readers of messages are recursive, and would run out of stack. */
const MAX_DEPTH = 200

/** Values of all kinds. An object within itself, which a window may send, has no end. */
const MAX_VALUES = 2_000_000

/** Checks that a value is no deeper or larger, and its texts and names no longer, than what an inspector sends. */
export function isBounded(value: unknown): boolean {
  let level = [value]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length
    if (depth > MAX_DEPTH || count > MAX_VALUES || level.some(isLongText)) return false
    const objects = level.filter(isObject)
    if (objects.some((one) => Object.keys(one).some(isLongText))) return false
    level = objects.flatMap((one): unknown[] => Object.values(one))
  }
  return true
}

function isLongText(value: unknown): boolean {
  return typeof value === 'string' && value.length > MAX_TEXT_CHARS
}
