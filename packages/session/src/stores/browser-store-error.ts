import { SessionStoreError } from './store-error.ts'

/** Says what a browser's storage means by an error. `place` is its name: `IndexedDB`. */
export function browserStoreError(error: unknown, place: string): SessionStoreError {
  if (error instanceof SessionStoreError) return error
  const { name } = Object(error) as { name?: unknown }
  if (name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED') {
    return new SessionStoreError('full', `${place} has no room left: remove site data, or free space on the device`, {
      cause: error,
    })
  }
  if (name === 'SecurityError' || name === 'NotAllowedError') {
    return new SessionStoreError('denied', `${place} is denied to this page: allow site data (cookies) for it`, {
      cause: error,
    })
  }
  return new SessionStoreError('unavailable', `${place} does not work here (${String(name)}): try again, or reload`, {
    cause: error,
  })
}
