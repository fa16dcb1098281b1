import { DEVICE_AUTHORIZATION_REFUSALS } from '@device-flow/error-codes'
import { DeviceFlowError, Secret } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceAuthorizationRequest } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { createSleep } from '@device-flow/machine/clock'
import { asJsonResponse, membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import { arrivalOf } from './arrival.ts'
import { hasHiddenCharacters, isSafeWebUrl } from '@device-flow/untrusted'
import type { Context } from './context.ts'
import { notOAuth } from './device-refusal.ts'
import { faultIn, tooFast } from './faults.ts'
import { findServer } from './find-server.ts'
import { waysToVerify } from './id-token-support.ts'
import { linkedAbort } from './linked-abort.ts'
import { askEvenIfMoved } from './moved-endpoint.ts'
import { hasOpenId } from './openid-scope.ts'
import { checkOptionTypes } from './option-types.ts'
import { checkParameters, commonParameters, setAll } from './parameters.ts'
import { refusal } from './refusal.ts'
import { fieldNamedBy } from './response-field.ts'
import { intervalSeconds, positiveSeconds } from './seconds.ts'
import { serverErrorIn } from './server-error.ts'
import type { Server } from './server.ts'
import { saidIn } from './snippet.ts'

// How long the code is held back for the keys: hardly noticeable, and mostly enough to learn what is wrong with them.
const KEYS_EXTRA_MS = 500

const DEFAULT_INTERVAL_S = 5
const LONGEST_LIFETIME_S = 24 * 60 * 60
const LONGEST_USER_CODE = 128
// More than any server has a use for, and still a body that servers take.
const LONGEST_DEVICE_CODE = 64 * 1024

/** Asks for a device code and a user code (RFC 8628 §3.1–3.2). Rejects as `DeviceFlowServices` says. */
export async function requestDeviceAuthorization(
  context: Context,
  request: DeviceAuthorizationRequest,
  signal: AbortSignal,
): Promise<DeviceAuthorization> {
  const { settings, knownServer } = context
  const { scope = settings.scope, parameters: extra = {} } = request
  checkOptionTypes({ scope, parameters: extra })
  checkParameters(extra)
  const { readings } = knownServer
  const server = await findServer(context, signal)
  const parameters = commonParameters(settings)
  setAll(parameters, extra)
  if (scope) parameters.set('scope', scope)

  const keySetProblem = hasOpenId(scope) ? startToReadKeys(context, server.metadata) : undefined
  const ask = ({ metadata }: Server): Promise<Answer> =>
    context.transport({ endpoint: 'device authorization endpoint', signal }, (options) =>
      oauth.deviceAuthorizationRequest(metadata, context.client(), context.clientAuth, parameters, {
        ...options,
        headers: settings.headers,
      }),
    )
  const asked = { server, endpoint: 'device_authorization_endpoint', readings, signal } as const
  const { answer, server: answering } = await askEvenIfMoved(knownServer, asked, ask)
  const authorization = await readAuthorization(context, answering.metadata, answer)
  const problem = keySetProblem && (await soon(context, keySetProblem, signal))
  if (problem) throw problem
  return authorization
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

/** What a promise resolves to, or undefined after {@link KEYS_EXTRA_MS}: a person waits for the code. Rejects with the signal's reason. */
async function soon<Value>(context: Context, promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  const { controller, end } = linkedAbort(signal)
  const late = createSleep(context.settings.clock)({ atLeastMs: KEYS_EXTRA_MS }, controller).then(() => undefined)
  return Promise.race([promise, late]).finally(end)
}

async function readAuthorization(
  context: Context,
  metadata: oauth.AuthorizationServer,
  answer: Answer,
): Promise<DeviceAuthorization> {
  const error = serverErrorIn(answer)
  const fault = faultIn(answer, error)
  if (fault) throw fault
  if (error?.code === 'slow_down') throw tooFast(answer)
  if (error) throw refusal(answer, error, DEVICE_AUTHORIZATION_REFUSALS)
  const members = membersOf(answer)
  const isError = answer.status >= 400 || (members?.error && typeof members.error !== 'string')
  if (!members || isError) throw notOAuth(answer)

  let judged
  try {
    const response = asJsonResponse(normalise(members))
    judged = await oauth.processDeviceAuthorizationResponse(metadata, context.client(), response)
  } catch (cause) {
    throw nonsense(answer, fieldNamedBy(cause))
  }
  if (
    judged.user_code.length > LONGEST_USER_CODE ||
    hasHiddenCharacters(judged.user_code) ||
    !judged.user_code.trim()
  ) {
    throw nonsense(answer, 'user_code')
  }
  if (judged.device_code.length > LONGEST_DEVICE_CODE) throw nonsense(answer, 'device_code')
  if (!isSafeWebUrl(judged.verification_uri)) throw nonsense(answer, 'verification_uri')
  return {
    deviceCode: new Secret(judged.device_code),
    userCode: judged.user_code,
    verificationUri: judged.verification_uri,
    ...(judged.verification_uri_complete && { verificationUriComplete: judged.verification_uri_complete }),
    // The server's count began before the answer arrived; from the sending, ours can only end too early (A3).
    expiresAt: answer.receivedAt - answer.durationMs + judged.expires_in * 1000,
    intervalMs: (judged.interval ?? DEFAULT_INTERVAL_S) * 1000,
    ...arrivalOf(answer),
  }
}

/** What the server means, in RFC 8628's words. Members that are missing or wrong stay so, for oauth4webapi to name. */
function normalise(members: Record<string, unknown>): Record<string, unknown> {
  const link = members.verification_uri_complete || members.verification_url_complete
  const lifetime = positiveSeconds(members.expires_in)
  return {
    device_code: members.device_code,
    user_code: members.user_code,
    verification_uri: members.verification_uri || members.verification_url,
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, LONGEST_LIFETIME_S),
    interval: intervalSeconds(members.interval),
  }
}

function nonsense(answer: Answer, field: string | undefined): DeviceFlowError {
  const what = field ? `a missing or unusable ${field}` : 'something that is not a device authorization'
  // Without a code, it may say why. With one, its words are about that.
  const said = membersOf(answer)?.device_code === undefined ? ` (${saidIn(answer)})` : ''
  return new DeviceFlowError(
    'invalidResponse',
    `The ${answer.endpoint} answered with ${what}${said}. Check the configured address, or report it to whoever runs the server.`,
    { field, status: answer.status },
  )
}
