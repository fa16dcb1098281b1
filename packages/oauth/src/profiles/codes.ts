import { parseUrl } from '../http/parse-url.ts'

/** Error codes of the token endpoint that mean "not yet" for the first polls of a login, by who runs it, as a profile or its host says. */
const PENDING_AT_FIRST = [
  // GitHub's replicas may not know a fresh code yet (C3).
  { provider: 'github', host: 'github.com', code: 'incorrect_device_code', polls: 2 },
]

/** Whether an error code means, at this server and so early in a login, that the person has not decided yet. */
export function isPendingAtFirst(
  code: string,
  polls: number,
  { provider, tokenEndpoint }: { provider: string | undefined; tokenEndpoint: string | undefined },
): boolean {
  const at = parseUrl(tokenEndpoint ?? '')?.hostname
  return PENDING_AT_FIRST.some(
    (entry) => entry.code === code && polls <= entry.polls && (entry.provider === provider || entry.host === at),
  )
}
