import { systemClock } from '@device-flow/machine/clock'
import { DeviceLogins } from '../rotation/device-logins.ts'
import type { Members } from '../server/endpoints.ts'
import type { RecordedRequest } from '../server/request-log.ts'
import { anything, membersOf, oneOf } from '../known-names.ts'
import { listenOnLoopback } from '../server/http/start-scripted-server.ts'
import { randomName } from '../server/random.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../server/scripted-server.ts'
import type { EndpointName } from '../server/endpoints.ts'
import type { ResponseContext, ResponseSource, ScriptedResponse } from '../server/scripted-response.ts'
import { providerFixtures } from './fixtures.ts'
import type { FixtureName } from './fixtures.ts'
import { STANDARD_VERDICTS } from './provider-fixture.ts'
import type { Shape } from './provider-fixture.ts'

/** The paths that the scripted server has names for. */
const ENDPOINT_NAMES: Readonly<Record<string, EndpointName>> = { '/token': 'token', '/revoke': 'revocation' }

function at(path: string): EndpointName {
  return ENDPOINT_NAMES[path] ?? (path as EndpointName)
}

/** Options of {@link startProviderServer}. */
export interface ProviderServerOptions extends Pick<ScriptedServerOptions, 'interval' | 'expiresIn' | 'cors'> {
  /** Which answers, where a provider's documents disagree, or say less than its software does. Default `documented`. */
  shape?: Shape
  /** Whether each login is approved at once. Default false. */
  approves?: boolean
  /** How long access tokens live, s, where the provider has no life of its own for them. Default 3600. */
  accessTokenSeconds?: number
}

const checkOptions = membersOf<ProviderServerOptions>({
  shape: oneOf(['documented', 'other']),
  approves: anything,
  accessTokenSeconds: anything,
  interval: anything,
  expiresIn: anything,
  cors: anything,
})
const checkName = oneOf(Object.keys(providerFixtures))

/** A server on loopback that answers as a provider's documentation says. */
export interface ProviderServer extends Pick<
  ScriptedServer,
  'origin' | 'requests' | 'waitForRequest' | 'gaps' | 'close'
> {
  /**
   * Where it is, as options of `createOAuthServices`: its issuer where the provider has metadata, with what that does not name; otherwise
   * its endpoints.
   */
  readonly address:
    | { issuer: string; endpoints?: { deviceAuthorizationEndpoint: string } }
    | { endpoints: { deviceAuthorizationEndpoint: string; tokenEndpoint: string; revocationEndpoint?: string } }
  /** The paths that requests are recorded under. */
  readonly paths: {
    readonly deviceAuthorization: EndpointName
    readonly token: EndpointName
    /** Undefined where nothing can be revoked. */
    readonly revocation: EndpointName | undefined
  }
  /** The person says yes to the code, or to all that wait. */
  approve(userCode?: string): void
  /** The person says no. */
  deny(userCode?: string): void
}

/**
 * Starts a server that speaks as a provider's documentation says: its paths, members, errors and statuses, and what it turns down.
 *
 * @throws TypeError (it rejects with it) for a provider or an option that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { github } from '@device-flow/oauth/profiles'
 * import { startProviderServer } from '@device-flow/testing'
 *
 * const server = await startProviderServer('github', { approves: true })
 * export const services = createOAuthServices({ provider: github(), ...server.address, clientId: 'client-1' })
 * ```
 */
export async function startProviderServer(
  name: FixtureName,
  given: ProviderServerOptions = {},
): Promise<ProviderServer> {
  checkName(name, 'startProviderServer')
  checkOptions(given, 'startProviderServer')
  const { shape = 'documented', approves = false, accessTokenSeconds = 3600, ...options } = given
  const fixture = providerFixtures[name]
  const { issuerPath, deviceAuthorizationPath, tokenPath, refreshPath = tokenPath, revocationPath } = fixture
  const { isDeviceAuthorizationUnnamed = false } = fixture
  const logins = new DeviceLogins(approves, systemClock)
  /** When each ends, ms since the epoch. */
  const refreshTokens = new Map<string, number>()

  const server = await listenOnLoopback({
    ...options,
    ...(issuerPath !== undefined && {
      issuerPath,
      metadata: (issuer) => ({
        device_authorization_endpoint: isDeviceAuthorizationUnnamed
          ? undefined
          : new URL(deviceAuthorizationPath, issuer).href,
        token_endpoint: new URL(tokenPath, issuer).href,
        revocation_endpoint: revocationPath && new URL(revocationPath, issuer).href,
      }),
    }),
  })

  function issue(form: URLSearchParams, context: ResponseContext): ScriptedResponse {
    const { deviceCode, userCode } = logins.begin(form, context)
    const { expiresIn, interval, origin } = context
    return (fixture.issued ?? ((body) => ({ body })))({
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: `${origin}/activate`,
      expires_in: expiresIn,
      interval,
    })
  }

  async function grant(scope: string, clientId: string, isRefresh: boolean): Promise<ScriptedResponse> {
    const { refresh = 'rotates' } = fixture
    const refreshToken =
      refresh === 'none' || (isRefresh && refresh === 'stays') ? undefined : `refresh-${randomName()}`
    if (refreshToken) refreshTokens.set(refreshToken, Infinity)
    const hasIdToken = issuerPath !== undefined && scope.split(' ').includes('openid')
    const members: Members = {
      access_token: `access-${randomName()}`,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      scope,
      refresh_token: refreshToken,
      id_token: hasIdToken ? await server.idToken({ aud: clientId }) : undefined,
    }
    return { body: (fixture.granted ?? ((same) => same))(members) }
  }

  async function refreshed(form: URLSearchParams): Promise<ScriptedResponse> {
    const token = form.get('refresh_token') ?? ''
    return isTaken(token)
      ? grant('', form.get('client_id') ?? '', true)
      : (fixture.refusedRefresh?.() ?? verdict('unknown'))
  }

  /** Whether a refresh token still works; once used, it does for as long as the provider has it. */
  function isTaken(token: string): boolean {
    const graceMs = fixture.refresh === 'stays' ? Infinity : (fixture.refreshGraceMs ?? 0)
    const now = systemClock.now()
    const endsAt = refreshTokens.get(token) ?? now
    if (endsAt <= now) return false
    refreshTokens.set(token, Math.min(endsAt, now + graceMs))
    return true
  }

  function verdict(kind: keyof typeof STANDARD_VERDICTS): ScriptedResponse {
    return (fixture.verdicts?.[kind] ?? STANDARD_VERDICTS[kind])(shape)
  }

  async function answer(request: RecordedRequest, context: ResponseContext): Promise<ScriptedResponse> {
    const isGet = request.method !== 'POST'
    if (isGet) return { status: 405, body: 'Method not allowed' }
    const isPoll = [tokenPath, refreshPath].includes(request.path) && !request.form.has('response_type')
    const refusal = fixture.refuse?.(request, isPoll)
    if (refusal) return refusal
    const form = (fixture.formOf ?? (({ form: own }) => own))(request)
    if (!isPoll) return issue(form, context)
    if (form.get('grant_type') === 'refresh_token') return refreshed(form)
    const judged = logins.judge(form.get('device_code') ?? '')
    return typeof judged === 'string' ? verdict(judged) : grant(judged.scope, judged.clientId, false)
  }

  const encoded = async (request: RecordedRequest, context: ResponseContext): Promise<ResponseSource> =>
    (fixture.encode ?? ((same: ScriptedResponse) => same))(await answer(request, context), request)
  server.always(at(deviceAuthorizationPath), encoded)
  server.always(at(tokenPath), encoded)
  server.always(at(refreshPath), encoded)
  if (revocationPath) server.always(at(revocationPath), { status: 200 })
  for (const [path, other] of Object.entries(fixture.others ?? {})) {
    server.always(at(path), other)
  }

  return {
    origin: server.origin,
    requests: server.requests,
    waitForRequest: server.waitForRequest,
    gaps: server.gaps,
    close: server.close,
    address:
      issuerPath !== undefined
        ? {
            issuer: server.issuer,
            ...(isDeviceAuthorizationUnnamed && {
              endpoints: { deviceAuthorizationEndpoint: server.origin + deviceAuthorizationPath },
            }),
          }
        : {
            endpoints: {
              deviceAuthorizationEndpoint: server.origin + deviceAuthorizationPath,
              tokenEndpoint: server.origin + tokenPath,
              ...(revocationPath !== undefined && { revocationEndpoint: server.origin + revocationPath }),
            },
          },
    paths: {
      deviceAuthorization: at(deviceAuthorizationPath),
      token: at(tokenPath),
      revocation: revocationPath === undefined ? undefined : at(revocationPath),
    },
    approve: (userCode) => logins.decide('approved', userCode),
    deny: (userCode) => logins.decide('denied', userCode),
  }
}
