import { clientIdOf } from '../server/client-id.ts'
import { oauthError } from '../server/oauth-responses.ts'
import type { ResponseFunction } from '../server/scripted-response.ts'
import type { ScriptedServer } from '../server/scripted-server.ts'
import type { ServerClock } from '../time/server-clock.ts'
import { DeviceLogins } from './device-logins.ts'
import { hasVerifier } from './code-verifier.ts'
import { countsOf, reportOf } from './rotation-reports.ts'
import type { ReplyChange, RotatingServer, RotatingServerOptions, RotationCounts } from './rotating-server.ts'
import { sampleApi } from './sample-api.ts'
import { TokenGrants } from './token-grants.ts'

/** Makes of a scripted server one that rotates refresh tokens, by a clock. */
export function rotate<Server extends ScriptedServer>(
  scripted: Server,
  options: RotatingServerOptions,
  clock: ServerClock,
): Server & RotatingServer {
  const { approves = true, replies = (tokens) => tokens, clientId = 'client-1', subject = 'person-1' } = options
  const grants = new TokenGrants(options, clock)
  const logins = new DeviceLogins(approves, clock)
  const changes: ReplyChange[] = []
  const hold = <Value>(work: Promise<Value>): Promise<Value> => (clock.hold ? clock.hold(work) : work)

  const poll: ResponseFunction = async (request, server) => {
    const login = logins.poll(request)
    if (!('userCode' in login)) return login
    const { nonce, codeChallenge } = login
    if (codeChallenge !== undefined && !(await hold(hasVerifier(codeChallenge, request.form)))) {
      return oauthError('invalid_grant')
    }
    const openid = login.scope.split(' ').includes('openid')
    const claims = { aud: login.clientId, ...(nonce !== undefined && { nonce }) }
    const idToken = openid ? { id_token: await server.idToken(claims) } : {}
    return grants.response(grants.start(login.clientId, login.scope), idToken)
  }
  const refresh: ResponseFunction = (request) => {
    const granted = grants.refresh(clientIdOf(request), request.form.get('refresh_token') ?? '')
    if (!granted) return oauthError('invalid_grant')
    return (changes.shift() ?? replies)(grants.response(granted))
  }
  const revoke: ResponseFunction = ({ form }) => {
    grants.revoke(form.get('token') ?? '')
    return { status: 200 }
  }
  const counts = (): RotationCounts => countsOf(grants, logins.earlyPolls)

  scripted.always('deviceAuthorization', (request, server) => logins.start(request, server))
  scripted.always('token', (request, server) =>
    request.form.get('grant_type') === 'refresh_token' ? refresh(request, server) : poll(request, server),
  )
  scripted.always('revocation', revoke)
  scripted.always('/api', sampleApi(grants, subject))
  scripted.always('userinfo', sampleApi(grants, subject))
  scripted.always('/counts', () => ({ body: counts() }))

  return {
    ...scripted,
    apiUrl: `${scripted.origin}/api`,
    countsUrl: `${scripted.origin}/counts`,
    signIn: (client = clientId, scope = 'offline_access') =>
      grants.response(grants.start(client, scope)).body as ReturnType<RotatingServer['signIn']>,
    logins: () => logins.reports(),
    approve: (userCode) => logins.decide('approved', userCode),
    deny: (userCode) => logins.decide('denied', userCode),
    changeReplies: (...more) => void changes.push(...more),
    refreshes: () => grants.refreshes,
    grants: () => grants.families.map(({ id }) => reportOf(grants, id)),
    counts,
    issuedTokens: () => grants.tokens(),
  }
}
