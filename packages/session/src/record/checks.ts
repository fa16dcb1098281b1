import { isRecord } from '@device-flow/untrusted'

/** Tells whether a value out of a store is what it should be: anything may have written it. */
export type Check = (value: unknown) => boolean

/** A text with something in it. */
export const isText: Check = (value) => typeof value === 'string' && value !== ''
/** A text. */
export const isString: Check = (value) => typeof value === 'string'
/** A time, or a length of it. */
export const isTime: Check = (value) => Number.isFinite(value)
/** A secret in clear: what `JSON.stringify` makes of one is none. */
export const isSecretText: Check = (value) => isText(value) && value !== '[secret]'

/** Something, or nothing. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

/** A list of such. */
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

/** One of these values. */
export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)

/** An object with these members, and whichever others. */
export const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(members).every(([name, check]) => check(value[name]))
