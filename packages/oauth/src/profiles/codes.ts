import { parseUrl } from '../http/parse-url.ts'

/**
 * Error codes of the token endpoint that mean "not yet" for the first polls of a login, by the host of that endpoint.
 */
const PENDING_AT_FIRST = [
  // GitHub's replicas may not know a fresh code yet (C3).
  { host: 'github.com', code: 'incorrect_device_code', polls: 2 },
]

/** Whether an error code means, at this server and so early in a login, that the person has not decided yet. */
export function isPendingAtFirst(code: string, tokenEndpoint: string | undefined, polls: number): boolean {
  const isAt = (host: string): boolean => parseUrl(tokenEndpoint ?? '')?.hostname === host
  return PENDING_AT_FIRST.some((entry) => entry.code === code && polls <= entry.polls && isAt(entry.host))
}
