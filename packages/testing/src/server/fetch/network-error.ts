const IN_BODY = 'network error'

/** What a page is told of a request that failed: nothing, in the words of Chromium. */
export function networkError(): TypeError {
  return new TypeError('Failed to fetch')
}

/** What it is told of a body that broke off, when it reads it piece by piece. */
export function bodyError(): TypeError {
  return new TypeError(IN_BODY)
}

/** Whether something is a {@link bodyError}. */
export function isBodyError(error: unknown): boolean {
  return error instanceof TypeError && error.message === IN_BODY
}
