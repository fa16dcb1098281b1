import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome, Secret } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import type { ServicesOf } from '../attachment.ts'
import type { Send } from '../send.ts'
import type { OAuthServices } from '../oauth-services.ts'
import { joinCode, splitCode } from './bound-code.ts'
import type { Binding } from './bound-code.ts'

// The one may be how this server is; the other never is, and to switch the check off would let it through.
const NO_NONCE =
  'The ID token has no nonce, so nobody can tell that it is of this login, and nothing was kept. The server may ignore nonces in the device flow: ask it, or switch the nonce off here.'
const ANOTHER_NONCE =
  'The nonce of the ID token is not the one of this login: it is of another login, so nothing was kept. Start again.'

/** One login, bound. */
interface BoundLogin extends Binding {
  deviceCode: Secret
  /** Services of its own, whose polls have its verifier. */
  services: OAuthServices
}

/** Makes services that bind each login. */
export function bindLogins(
  context: Context,
  servicesOf: ServicesOf,
  { pkce, nonce: hasNonce }: { pkce: boolean; nonce: boolean },
): OAuthServices {
  const services = servicesOf(context)
  const logins = new WeakMap<Secret, BoundLogin>()

  const servicesFor = ({ verifier }: Binding): OAuthServices =>
    verifier === undefined ? services : servicesOf({ ...context, send: withVerifier(context.send, verifier) })

  function loginOf({ deviceCode: joined }: DeviceAuthorization): BoundLogin {
    const known = logins.get(joined)
    if (known) return known
    const code = splitCode(joined)
    const login = { ...code, services: servicesFor(code) }
    logins.set(joined, login)
    return login
  }

  return {
    ...services,
    async requestDeviceAuthorization(request, call) {
      const verifier = pkce ? oauth.generateRandomCodeVerifier() : undefined
      const nonce = hasNonce ? oauth.generateRandomNonce() : undefined
      const parameters = {
        ...request.parameters,
        ...(verifier !== undefined && {
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
        ...(nonce !== undefined && { nonce }),
      }
      const own = servicesFor({ verifier })
      const authorization = await own.requestDeviceAuthorization({ ...request, parameters }, call)
      const { deviceCode } = authorization
      const joined = joinCode({ deviceCode, verifier, nonce })
      logins.set(joined, { deviceCode, verifier, nonce, services: own })
      return { ...authorization, deviceCode: joined }
    },
    async pollToken(authorization, call) {
      const { deviceCode, nonce, services: own } = loginOf(authorization)
      const outcome = await own.pollToken({ ...authorization, deviceCode }, call)
      return outcome.type === 'granted' && nonce !== undefined ? ifOfLogin(outcome, nonce, services) : outcome
    },
  }
}

/** Only polls are sent by these: a refresh has no verifier. */
function withVerifier(send: Send, verifier: string): Send {
  return (request, call) => {
    if (request.endpoint !== 'token endpoint') return send(request, call)
    const parameters = new URLSearchParams(request.parameters)
    parameters.set('code_verifier', verifier)
    return send({ ...request, parameters }, call)
  }
}

/** Tokens whose ID token is of another login are revoked. */
async function ifOfLogin(
  outcome: PollOutcome & { type: 'granted' },
  nonce: string,
  services: OAuthServices,
): Promise<PollOutcome> {
  const { claims } = outcome.tokens
  if (!claims || claims['nonce'] === nonce) return outcome
  await services.revokeTokens(outcome.tokens).catch(() => {})
  const message = claims['nonce'] === undefined ? NO_NONCE : ANOTHER_NONCE
  return { type: 'ended', error: new DeviceFlowError('invalidIdToken', message, { field: 'nonce' }) }
}
