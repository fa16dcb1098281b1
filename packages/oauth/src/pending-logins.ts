import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceAuthorizationRequest, WaitingAdvice } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { hasOpenId } from './options/openid-scope.ts'
import type { OpenIdRequest } from './options/openid-scope.ts'
import type { Server } from './server/server.ts'

/** What is remembered about a login between its requests, and can be done without after a restart. */
export interface PendingLogin {
  /** The scope that was asked for. */
  scope: string | undefined
  openid: OpenIdRequest
  /** The extra parameters that it was asked for with. */
  parameters: Readonly<Record<string, string>>
  /** How many polls were sent. */
  polls: number
  /** The answer to a poll was lost, and no other has come since: it may have been the grant. */
  answerLost?: boolean
  /** The server has said that the person is awaited: it knew the code. */
  wasPending?: boolean
  /** How many polls were answered by `authorization_pending`, of those by a longer `Retry-After` than its interval, and by `slow_down`. */
  answers?: { pending: number; later: number; slowDown: number }
  /** How often in a row a poll has taken too long: the next may take longer. */
  timeouts?: number
  /** What a server in trouble has refused by, and how often in a row. */
  doubted?: { code: string; times: number } | undefined
  /** How often the server's metadata had been read when the login had its code, was taken up again, or last looked for its endpoint. */
  readings: number
  /** The server as it was known to the process that began the login, where this one has not read its metadata. */
  server?: Server | undefined
  /** Another process has begun it. */
  isTakenUp?: boolean
  /** The token endpoint has answered a poll in OAuth's words: it is one, and takes forms. */
  wasAnswered?: boolean
  /** How often in a row its token endpoint has led elsewhere for good. */
  redirects?: number
  /** What may keep the person; null while it is loaded, and where it cannot be. */
  advice?: WaitingAdvice | null
}

/** What the settings ask for in each login. */
type Asked = Pick<PendingLogin, 'scope' | 'parameters'>

/** Makes a memory of logins that forgets them with their device code. */
export function createPendingLogins({ scope: configuredScope, parameters: configured }: Asked): {
  /** Remembers what was asked for. Returns the authorization that says it, too, for whoever goes on with the login. */
  begin(authorization: DeviceAuthorization, asked: DeviceAuthorizationRequest, readings: number): DeviceAuthorization
  /** The login of a code; begun now, by so many readings of the metadata, where it is not known. */
  of(authorization: DeviceAuthorization, readings: number): PendingLogin
} {
  const logins = new WeakMap<Secret, PendingLogin>()
  const remember = ({ deviceCode }: DeviceAuthorization, login: PendingLogin): PendingLogin => {
    logins.set(deviceCode, login)
    return login
  }
  return {
    begin(authorization, { scope = configuredScope, parameters: own }, readings) {
      const asked = new Secret(JSON.stringify({ scope, parameters: { ...configured, ...own } }))
      remember(authorization, { ...askedBy(asked), polls: 0, readings })
      return { ...authorization, asked }
    },
    of: (authorization, readings) =>
      logins.get(authorization.deviceCode) ??
      remember(authorization, { ...askedBy(authorization.asked), polls: 0, readings, isTakenUp: true }),
  }

  /** What a login asked for: by that it is judged, whatever whoever goes on with it would ask for. */
  function askedBy(asked: Secret | undefined): Pick<PendingLogin, 'scope' | 'openid' | 'parameters'> {
    const itself = revealed(asked)
    const { scope, parameters = {} } = itself ?? { scope: configuredScope, parameters: configured }
    // One that is not known may have asked for a scope of its own.
    return { scope, parameters, openid: hasOpenId(scope) ? 'asked' : itself ? 'notAsked' : 'unknown' }
  }
}

/** Undefined for what is no secret with a request in it: anything may have written to a store, and a copy of a secret has no value. */
function revealed(asked: Secret | undefined): DeviceAuthorizationRequest | undefined {
  try {
    const itself: unknown = asked && JSON.parse(asked.reveal())
    if (!isRecord(itself)) return undefined
    const { scope, parameters = {} } = itself
    return isRecord(parameters) && ['string', 'undefined'].includes(typeof scope) ? itself : undefined
  } catch {
    return undefined
  }
}
