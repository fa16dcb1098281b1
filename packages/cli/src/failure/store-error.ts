/** A `SessionStoreError`. */
export type StoreError = Error & { readonly problem?: unknown }

/** Of what nobody can read here any more: a login moves it aside, and a logout can revoke nothing. */
const UNREADABLE: ReadonlySet<unknown> = new Set(['damaged', 'otherVersion', 'keyLost'])

/** Tells whether this is a `SessionStoreError`: by its name, as stores bring their own copy of the class. */
export function isStoreError(value: unknown): value is StoreError {
  return value instanceof Error && value.name === 'SessionStoreError'
}

/** Tells whether a store has said that what it keeps cannot be read here any more. */
export function isUnreadable(value: unknown): value is StoreError {
  return isStoreError(value) && UNREADABLE.has(value.problem)
}

/** What a store has said, be it in the words of a command: that what it keeps cannot be read here any more. */
export function unreadableIn(failure: unknown): Error | undefined {
  const said = failure instanceof Error && failure.cause ? failure.cause : failure
  return isUnreadable(said) ? said : undefined
}
