import type { DoubtfulRefusal } from '../errors/doubtful-refusal.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { tokenEndpointError } from '../tokens/token-response.ts'

/** So often in a row, at the pace of polls, a server in trouble has to refuse in the same way before it is believed. */
const BELIEVED_AFTER = 3

/** The OAuth error in the response to a poll, as {@link tokenEndpointError} has it; one in doubt, once it was repeated. */
export function pollError(response: HttpResponse, login: PendingLogin): OAuthError | undefined {
  const { doubted } = login
  login.doubted = undefined
  try {
    return tokenEndpointError(response)
  } catch (fault) {
    const { refusal } = fault as Partial<DoubtfulRefusal>
    if (!refusal) throw fault
    const { code } = refusal
    const times = doubted?.code === code ? doubted.times + 1 : 1
    login.doubted = { code, times }
    if (times < BELIEVED_AFTER) throw fault
    return refusal
  }
}
