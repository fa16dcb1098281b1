/** Tells whether this is a `SessionStoreError`: by its name, as stores bring their own copy of the class. */
export function isStoreError(value: unknown): value is Error {
  return value instanceof Error && value.name === 'SessionStoreError'
}
