import { clientIdOf } from '../server/client-id.ts'
import { oauthError } from '../server/oauth-responses.ts'
import type { ResponseFunction, ResponseSource, ScriptedResponse } from '../server/scripted-response.ts'
import { startScriptedServer } from '../server/scripted-server.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../server/scripted-server.ts'
import { DeviceLogins } from './device-logins.ts'
import { sampleApi } from './sample-api.ts'
import type { RotationRules } from './token-family.ts'
import { TokenGrants } from './token-grants.ts'
import type { RecordedRefresh } from './token-grants.ts'

/** Makes of the response to a refresh that was carried out the one that is sent, or none: `reset`, `(tokens) => delayed(500, tokens)`. */
export type ReplyChange = (tokens: ScriptedResponse) => ResponseSource | Promise<ResponseSource>

/** Options of {@link startRotatingServer}. */
export interface RotatingServerOptions extends Omit<ScriptedServerOptions, 'script'>, RotationRules {
  /** Whether each login is approved at once, or waits for {@link RotatingServer.approve}. Default true. */
  approves?: boolean
  /** What becomes of the responses to all refreshes that {@link RotatingServer.changeReplies} does not change. */
  replies?: ReplyChange
}

/** One grant, and what became of it. */
export interface GrantReport {
  /** A random name. */
  readonly family: string
  readonly clientId: string
  /** Refreshes that brought tokens, those in the grace among them. */
  readonly refreshes: number
  /** Refresh tokens that were used again, outside of the grace. */
  readonly reuses: number
  /** Why its tokens are dead; absent while it lives. */
  readonly endedBy?: 'reuse' | 'revocation'
}

/** What a server has seen, in numbers. */
export interface RotationCounts {
  /** Refreshes that brought tokens, those in the grace among them. */
  refreshes: number
  /** Refresh tokens that were used again, outside of the grace. */
  reuses: number
  /** Refreshes that were refused for another reason. */
  refusals: number
  /** Grants, and those of them that live. */
  families: number
  liveFamilies: number
  /** Polls that came before the interval had passed, and were answered by `slow_down`. */
  earlyPolls: number
}

/** A scripted server that keeps account of its tokens: it rotates refresh tokens, and notices when one is used twice. */
export interface RotatingServer extends ScriptedServer {
  /** An API that takes its access tokens, and answers dead ones with 401 `invalid_token`. */
  readonly apiUrl: string
  /** Where other processes read {@link RotatingServer.counts}, as JSON. */
  readonly countsUrl: string
  /** Signs somebody in without a login. Resolves to the token response, under its wire names. */
  signIn(clientId?: string, scope?: string): { access_token: string; refresh_token: string; [member: string]: unknown }
  /** The person approves the login of this user code, or all that wait. */
  approve(userCode?: string): void
  /** The person denies the login of this user code, or all that wait. */
  deny(userCode?: string): void
  /**
   * Changes the responses to the next refreshes that bring tokens, one each. They are carried out all the same: `reset` loses the response.
   * What comes before that is up to `script('token', …)`, which keeps a refresh from being carried out.
   */
  changeReplies(...changes: ReplyChange[]): void
  /** All refreshes, in order. */
  refreshes(): readonly RecordedRefresh[]
  /** All grants, in order. */
  grants(): GrantReport[]
  counts(): RotationCounts
  /** Every token that was ever issued: what no log and no file may hold. */
  issuedTokens(): string[]
}

/**
 * Starts a {@link RotatingServer} on a free port of 127.0.0.1. Processes and pages of any origin may use it.
 *
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { reset, startRotatingServer } from '@device-flow/testing'
 *
 * const server = await startRotatingServer({ accessTokenSeconds: 12, grace: { gives: 'samePair', seconds: 10 } })
 * export const services = createOAuthServices({ issuer: server.issuer, clientId: 'tv', scope: 'offline_access' })
 *
 * server.changeReplies(reset) // the next refresh is carried out, and its response lost
 * // … let your software sign in, and renew its tokens …
 * console.log(server.counts()) // { refreshes: 1, reuses: 0, liveFamilies: 1, … }
 * ```
 */
export async function startRotatingServer(options: RotatingServerOptions = {}): Promise<RotatingServer> {
  const { approves = true, replies = (tokens) => tokens, clientId = 'client-1', subject = 'person-1' } = options
  const scripted = await startScriptedServer({ cors: true, ...options })
  const grants = new TokenGrants(options)
  const logins = new DeviceLogins(approves)
  const changes: ReplyChange[] = []

  const poll: ResponseFunction = async (request, server) => {
    const login = logins.poll(request)
    if (!('userCode' in login)) return login
    const openid = login.scope.split(' ').includes('openid')
    const idToken = openid ? { id_token: await server.idToken({ aud: login.clientId }) } : {}
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
    approve: (userCode) => logins.decide('approved', userCode),
    deny: (userCode) => logins.decide('denied', userCode),
    changeReplies: (...more) => void changes.push(...more),
    refreshes: () => grants.refreshes,
    grants: () => grants.families.map(({ id }) => reportOf(grants, id)),
    counts,
    issuedTokens: () => grants.tokens(),
  }
}

function reportOf({ families, refreshes }: TokenGrants, id: string): GrantReport {
  const { clientId, endedBy } = families.find((family) => family.id === id)!
  const own = refreshes.filter(({ family }) => family === id)
  return { family: id, clientId, ...tally(own), ...(endedBy && { endedBy }) }
}

function countsOf({ families, refreshes }: TokenGrants, earlyPolls: number): RotationCounts {
  const { refreshes: done, reuses } = tally(refreshes)
  return {
    refreshes: done,
    reuses,
    refusals: refreshes.length - done - reuses,
    families: families.length,
    liveFamilies: families.filter(({ endedBy }) => !endedBy).length,
    earlyPolls,
  }
}

function tally(refreshes: readonly RecordedRefresh[]): { refreshes: number; reuses: number } {
  return {
    refreshes: refreshes.filter(({ result }) => result === 'renewed' || result === 'repeated').length,
    reuses: refreshes.filter(({ result }) => result === 'reused').length,
  }
}
