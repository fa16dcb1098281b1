import type { TokenSet } from '@device-flow/machine'
import type { Context } from '../context.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { acceptTokens } from '../tokens/accept-tokens.ts'
import type { Acceptance } from '../tokens/accept-tokens.ts'
import { revokeReceived } from './revoke.ts'

/**
 * The tokens in a response that is a success. Those that are not accepted are revoked, before this rejects as
 * {@link acceptTokens} does.
 */
export async function takeTokens(
  context: Context,
  server: Server,
  response: HttpResponse,
  acceptance: Acceptance,
): Promise<TokenSet> {
  try {
    return await acceptTokens(context, server, response, acceptance)
  } catch (rejection) {
    await revokeReceived(context, server, response)
    throw rejection
  }
}
