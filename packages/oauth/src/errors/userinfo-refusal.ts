import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import { cleanText, readAuthChallenges } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { hasOpenId } from '../options/openid-scope.ts'
import { ownCodeIn, wordsIn } from './server-words.ts'
import { redact } from '../redaction/redact.ts'
import { describeOAuthError, hasCode, MAX_DESCRIPTION_CHARS } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import type { Settings } from '../options/settings.ts'
import { IN_FRONT, isPage, describeResponse } from './describe-response.ts'

/** The error for a request for user info that the server refused. Its advice follows from what is known of the access token. */
export function userInfoRefusal(
  settings: Settings,
  tokens: TokenSet,
  response: HttpResponse,
  stated: OAuthError | undefined,
): DeviceFlowError {
  const { status, endpoint } = response
  const error = stated ?? challengeIn(response)
  const said = error ? describeOAuthError(error) : describeResponse(response)
  const isAboutToken = error !== undefined || status === 401 || (status === 403 && !isPage(response))
  const otherwise = isPage(response)
    ? `A page answered at the ${endpoint} (${said}): it may come from ${IN_FRONT}. Check the address and the network`
    : `The ${endpoint} answered ${said}. Check its address`
  return new DeviceFlowError(
    'refused',
    isAboutToken
      ? `The ${endpoint} refused the access token (${said}). ${adviceFor(settings, tokens, response, error)}`
      : `${otherwise}, or use the claims of the ID token.`,
    {
      error: error ? error.code : ownCodeIn(response),
      errorDescription: error ? error.description : wordsIn(response),
      errorUri: error?.uri,
      status,
    },
  )
}

function adviceFor(
  settings: Settings,
  tokens: TokenSet,
  response: HttpResponse,
  error: OAuthError | undefined,
): string {
  const scope = tokens.scope ?? settings.scope
  if (tokens.expiresAt !== undefined && response.receivedAt >= tokens.expiresAt) {
    return 'It has expired. Refresh the tokens.'
  }
  const api = configuredApi(settings)
  if (api) {
    const way = tokens.claims
      ? `use the claims of the ID token, or sign in without ${api.option}`
      : `sign in with the scope openid, and without ${api.option}`
    return `This access token is for another API (${api.name}), so the userinfo endpoint does not take it: ${way}.`
  }
  if ((scope !== undefined && !hasOpenId(scope)) || hasCode(error, 'insufficient_scope'))
    return 'Ask for the scope openid.'
  return 'Refresh the tokens. If that does not help, they may be for another API: use the claims of the ID token.'
}

/** The API that the access token was asked for, and the option that named it, for messages. */
function configuredApi({ audience, resources }: Settings): { name: string; option: string } | undefined {
  if (resources.length > 0) return { name: `resource ${resources.join(', ')}`, option: 'a resource' }
  return audience === undefined ? undefined : { name: `audience ${audience}`, option: 'an audience' }
}

/** The error of a bearer token's challenge (RFC 6750 §3), cleaned. */
function challengeIn({ headers, secrets }: HttpResponse): OAuthError | undefined {
  const challenges = readAuthChallenges(headers.get('www-authenticate') ?? '')
  const parameters = challenges.find((challenge) => challenge.parameters.has('error'))?.parameters
  const text = (name: string, maxLength: number): string | undefined =>
    cleanText(redact(parameters?.get(name) ?? '', secrets()), maxLength) || undefined
  const code = text('error', 100)
  return code ? { code, description: text('error_description', MAX_DESCRIPTION_CHARS) } : undefined
}
