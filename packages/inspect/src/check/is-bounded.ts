import { LONGEST_TEXT } from '../redact/bounds.ts'

/** Nothing that a person looks at is nested like this, and what reads it goes down by recursion. */
const DEEPEST = 200

/** Values of all kinds. A window may send an object within itself, which has no end. */
const MOST_VALUES = 2_000_000

/** Whether a value is nested no deeper, is no larger, and has no longer texts and names, than an inspector would tell. */
export function isBounded(value: unknown): boolean {
  let level = [value]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length
    if (depth > DEEPEST || count > MOST_VALUES || level.some(isLongText)) return false
    const objects = level.filter(isObject)
    if (objects.some((one) => Object.keys(one).some(isLongText))) return false
    level = objects.flatMap((one): unknown[] => Object.values(one))
  }
  return true
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isLongText(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONGEST_TEXT
}
