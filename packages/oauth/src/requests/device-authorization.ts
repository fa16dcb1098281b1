import { DEVICE_AUTHORIZATION_REFUSALS } from '@device-flow/error-codes'
import { DeviceFlowError, Secret } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceAuthorizationRequest } from '@device-flow/machine'
import { hasHiddenCharacters, isSafeWebUrl } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { classify } from '../errors/classify.ts'
import { formRefusal } from '../errors/form-refusal.ts'
import { invalidDeviceAuthorization, secretInAddress } from '../errors/invalid-response.ts'
import { explainedAnswer, explainedRefusal } from '../errors/explain-refusal.ts'
import { hasCode } from '../errors/oauth-error.ts'
import { memberNamedBy } from '../errors/oauth4webapi-error.ts'
import type { RefusedRequest } from '../errors/refused-request.ts'
import { rateLimitFault, saysNotYet, serverErrorFault } from '../errors/transient-fault.ts'
import { arrivalOf } from '../http/arrival.ts'
import { asJsonResponse, livesCountFrom } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { settleWithin } from '../http/settle-within.ts'
import { UnreadResponse } from '../http/unread-response.ts'
import { clientSecretOf } from '../options/client-auth.ts'
import { hasOpenId } from '../options/openid-scope.ts'
import { checkOptionTypes } from '../options/option-types.ts'
import { OAuthOptionsError } from '../options/options-error.ts'
import { checkParameters } from '../options/parameters.ts'
import { redact } from '../redaction/redact.ts'
import { keepExpiry } from '../server/code-expiry.ts'
import { changedServer, sendEvenIfMoved } from '../server/moved-endpoint.ts'
import type { ServerAtStart } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { waysToVerify } from '../tokens/id-token-support.ts'
import { deviceAuthorizationMembers } from './device-authorization-members.ts'
import { discoverWithRetry } from './discover-with-retry.ts'
import { commonParameters, setAll } from './parameters.ts'
import { sendAsClient } from './send-as-client.ts'

// How long the code is held back for the keys: hardly noticeable, and mostly enough to learn what is wrong with them.
const KEYS_EXTRA_MS = 500

// OpenID Connect Core §3.1.2.1: 0 means what prompt=login does. Servers (oidc-provider) put that in its place, and then do not say when the
// person signed in, which a login that asked for it cannot do without.
const LEAST_MAX_AGE = '1'

const MAX_USER_CODE_CHARS = 128
// A shorter one may well stand in an address by chance: `device`, `demo`.
const CERTAIN_SECRET_CHARS = 12
// More than any server has a use for, and still a body that servers take.
const MAX_DEVICE_CODE_CHARS = 64 * 1024

/** Asks for a device code and a user code (RFC 8628 §3.1–3.2). Rejects as `DeviceFlowServices` says. */
export function requestDeviceAuthorization(
  context: Context,
  request: DeviceAuthorizationRequest,
  signal: AbortSignal,
): Promise<DeviceAuthorization> {
  return context.startTries.run(() => tryToGetCode(context, request, signal))
}

async function tryToGetCode(
  context: Context,
  request: DeviceAuthorizationRequest,
  signal: AbortSignal,
): Promise<DeviceAuthorization> {
  const { settings, knownServer } = context
  const { scope = settings.scope, parameters: extra = {} } = request
  // What the settings say has been checked.
  if (request.scope !== undefined || request.parameters !== undefined) checkRequest({ scope, parameters: extra })
  const parameters = commonParameters(settings)
  setAll(parameters, extra)
  if (scope) parameters.set('scope', scope)
  if (hasOpenId(scope) && /^0+$/.test(parameters.get('max_age') ?? '')) parameters.set('max_age', LEAST_MAX_AGE)

  const { readings } = knownServer
  const start = { server: await discoverWithRetry(context, signal, hasOpenId(scope)), readings, signal }
  if (hasOpenId(scope)) waysToVerify(settings, start.server.metadata)
  const sent = await sendRequest(context, start, parameters)
  const authorization = await readAuthorization(context, sent.server, sent.response, scope)
  // Not before: where requests are counted, these would be one too many, and the login never have its code.
  if (hasOpenId(scope)) await checkKeySet(context, start)
  return authorization
}

/** What is wrong is for the person who has written the app, and for nobody at the server. */
function checkRequest(request: { scope: string | undefined; parameters: Record<string, string> }): void {
  try {
    checkOptionTypes(request)
    checkParameters(request.parameters)
  } catch (cause) {
    if (!(cause instanceof OAuthOptionsError)) throw cause
    const advice = 'Put it right where the app starts this login, or leave it out.'
    throw new DeviceFlowError('unexpected', `${cause.message}. ${advice}`, { cause })
  }
}

async function sendRequest(
  context: Context,
  start: ServerAtStart,
  parameters: URLSearchParams,
): Promise<{ server: Server; response: HttpResponse }> {
  const { knownServer, startTries } = context
  const { signal } = start
  const asking = { endpoint: 'device authorization endpoint', timeoutMs: startTries.timeoutMs(), signal } as const
  const send = (server: Server): Promise<HttpResponse> =>
    context.send({ server, ...asking }, ({ client, options }) =>
      oauth.deviceAuthorizationRequest(...client, parameters, options),
    )
  const endpoint = { ...start, endpoint: 'device_authorization_endpoint' } as const
  try {
    return await sendEvenIfMoved(knownServer, endpoint, (to) => sendAsClient(context, to, () => send(to)))
  } catch (error) {
    // Nothing is lost yet, and a wrong address should be heard of at once.
    if (!(error instanceof UnreadResponse)) throw error
    throw await explainedAnswer(error, requestTo(context, start.server))
  }
}

function requestTo({ settings }: Context, { metadata }: Pick<Server, 'metadata'>): RefusedRequest {
  return { settings, metadata, overrides: DEVICE_AUTHORIZATION_REFUSALS }
}

/** Begins to read the keys that an ID token may need. Throws where it soon turns out that there are none, wherever they may have moved. */
async function checkKeySet(context: Context, start: ServerAtStart): Promise<void> {
  const keySetProblem = startToReadKeys(context, start.server.metadata)
  const wait = { clock: context.settings.clock, limitMs: KEYS_EXTRA_MS, signal: start.signal }
  const problem = keySetProblem && (await settleWithin(keySetProblem, wait))
  if (!problem) return
  // Metadata that was read for an earlier login may name a key set that is gone by now.
  const moved = await changedServer(context.knownServer, start, ['jwks_uri'])
  if (!moved) throw problem
  void startToReadKeys(context, moved.metadata)
}

/** Begins to read the keys that an ID token may need. Resolves to a problem only where nothing else can verify one. */
function startToReadKeys(
  { settings, signingKeys }: Context,
  metadata: oauth.AuthorizationServer,
): Promise<DeviceFlowError | undefined> | undefined {
  const { byKeySet, bySecret } = waysToVerify(settings, metadata)
  if (!byKeySet || !metadata.jwks_uri) return undefined
  const problem = signingKeys.prefetch(metadata.jwks_uri)
  return bySecret ? undefined : problem
}

async function readAuthorization(
  context: Context,
  { metadata, kept }: Server,
  response: HttpResponse,
  scope: string | undefined,
): Promise<DeviceAuthorization> {
  const request = { ...requestTo(context, { metadata }), asked: { scope } }
  const members = deviceAuthorizationMembers(await acceptedMembers(response, request))
  let judged
  try {
    judged = await oauth.processDeviceAuthorizationResponse(metadata, context.client(), asJsonResponse(members))
  } catch (cause) {
    throw invalidDeviceAuthorization(response, memberNamedBy(cause))
  }
  const wrong = unusableMember(judged)
  if (wrong) throw invalidDeviceAuthorization(response, wrong)
  // Addresses are shown to everybody, in QR codes too. Whoever reads the device code there may fetch the tokens.
  const secrets = [judged.device_code, clientSecretOf(context.settings.clientAuth) ?? '']
  const certain = secrets.filter(({ length }) => length >= CERTAIN_SECRET_CHARS)
  const isShowable = (address: string): boolean => redact(address, certain, false) === address
  if (!isShowable(judged.verification_uri)) throw secretInAddress(response)
  const link = judged.verification_uri_complete
  const toKeep = keepExpiry(kept, response, judged.expires_in * 1000)
  return {
    deviceCode: new Secret(judged.device_code),
    userCode: judged.user_code,
    verificationUri: judged.verification_uri,
    // Signing in by hand stays possible without it.
    ...(link && isShowable(link) && { verificationUriComplete: link }),
    expiresAt: livesCountFrom(response) + judged.expires_in * 1000,
    ...(judged.interval && { intervalMs: judged.interval * 1000 }),
    ...arrivalOf(response),
    ...(toKeep && { server: toKeep }),
    ...context.credentialForm?.toKeep(),
  }
}

/**
 * The members of a response that is a success. Rejects with a `TransientFault` or a {@link DeviceFlowError} for any other.
 */
async function acceptedMembers(response: HttpResponse, request: RefusedRequest): Promise<Record<string, unknown>> {
  const { error, members } = classify(response)
  if (hasCode(error, 'slow_down')) throw rateLimitFault(response)
  if (error) throw await explainedRefusal(response, error, request)
  if (members?.device_code === undefined && saysNotYet(response)) throw serverErrorFault(response)
  if (!members) throw formRefusal(response) ?? (await explainedAnswer(response, request))
  return members
}

/** The member that RFC 8628 allows, but that no person could use or no server would take back. */
function unusableMember(judged: oauth.DeviceAuthorizationResponse): string | undefined {
  const { user_code: userCode, device_code: deviceCode, verification_uri: verificationUri } = judged
  if (userCode.length > MAX_USER_CODE_CHARS || hasHiddenCharacters(userCode) || !userCode.trim()) return 'user_code'
  if (deviceCode.length > MAX_DEVICE_CODE_CHARS) return 'device_code'
  return isSafeWebUrl(verificationUri) ? undefined : 'verification_uri'
}
