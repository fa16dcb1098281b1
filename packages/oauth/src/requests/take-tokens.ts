import type { TokenSet } from '@device-flow/machine'
import type { Context } from '../context.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { acceptInTime } from './accept-in-time.ts'
import type { AcceptanceInTime } from './accept-in-time.ts'
import { revokeReceived } from './revoke.ts'
import { unusableRefreshFault } from './unusable-refresh.ts'

/**
 * The tokens in a response that is a success. Those that are not accepted, or for which `check` throws, are revoked,
 * before this rejects as {@link acceptInTime} does. Those of a refresh are not, where only the response is no good:
 * servers end the refresh token with the access token (RFC 7009 §2.1), and one bad response would end the session.
 */
export async function takeTokens(
  context: Context,
  server: Server,
  response: HttpResponse,
  acceptance: AcceptanceInTime,
  check?: (tokens: TokenSet) => void,
): Promise<TokenSet> {
  try {
    const tokens = await acceptInTime(context, server, response, acceptance)
    check?.(tokens)
    return { ...tokens, ...context.credentialForm?.toKeep() }
  } catch (rejection) {
    const fault = acceptance.before && unusableRefreshFault(rejection, response, acceptance.before.refreshToken)
    if (fault) throw fault
    await revokeReceived(context, server, response)
    throw rejection
  }
}
