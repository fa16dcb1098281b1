import { exitCodes } from '../exit-codes.ts'
import type { Check } from './check.ts'
import type { SeenRequest } from './watch-requests.ts'

const METADATA = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/

/**
 * Says that the server's keys cannot be read now, where that is so: a login with `openid` would wait for them with its tokens in hand. One
 * whose keys are never to be had is refused before a code is shown.
 */
export function keySetOutage(seen: readonly SeenRequest[]): Check | undefined {
  const last = seen.findLast(({ method, url }) => method === 'GET' && !METADATA.test(url.pathname))
  const why = last?.brokenBy ?? ((last?.status ?? 0) >= 400 ? `HTTP ${last?.status}` : undefined)
  if (!last || why === undefined) return undefined
  return {
    name: 'discovery',
    status: 'failed',
    message: `The key set (jwks_uri) at ${last.url.host} cannot be read now (${why}): no ID token could be verified.`,
    advice: 'Try again later. If it stays, tell whoever runs the server, or leave openid out of the scope.',
    exitCode: exitCodes.offline,
  }
}
