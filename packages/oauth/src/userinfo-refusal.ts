import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { cleanText } from '@device-flow/untrusted'
import { hasOpenId } from './openid-scope.ts'
import { ownCodeIn, wordsIn } from './own-words.ts'
import { redact } from './redact.ts'
import type { ServerError } from './server-error.ts'
import type { Settings } from './settings.ts'
import { IN_FRONT, isPage, saidIn } from './snippet.ts'

/** The error for a request for user info that the server refused. Its advice follows from what is known of the access token. */
export function userInfoRefusal(
  settings: Settings,
  tokens: TokenSet,
  answer: Answer,
  stated: ServerError | undefined,
): DeviceFlowError {
  const { status, endpoint } = answer
  const error = stated ?? challengeIn(answer)
  const said = error ? [error.code, error.description].filter(Boolean).join(': ') : saidIn(answer)
  const isAboutToken = error !== undefined || status === 401 || (status === 403 && !isPage(answer))
  const otherwise = isPage(answer)
    ? `A page answered at the ${endpoint} (${said}): it may come from ${IN_FRONT}. Check the address and the network`
    : `The ${endpoint} answered ${said}. Check its address`
  return new DeviceFlowError(
    'refused',
    isAboutToken
      ? `The ${endpoint} refused the access token (${said}). ${adviceFor(settings, tokens, answer, error)}`
      : `${otherwise}, or use the claims of the ID token.`,
    {
      error: error ? error.code : ownCodeIn(answer),
      errorDescription: error ? error.description : wordsIn(answer),
      errorUri: error?.uri,
      status,
    },
  )
}

function adviceFor(settings: Settings, tokens: TokenSet, answer: Answer, error: ServerError | undefined): string {
  const scope = tokens.scope ?? settings.scope
  if (tokens.expiresAt !== undefined && answer.receivedAt >= tokens.expiresAt) {
    return 'It has expired. Refresh the tokens.'
  }
  const api = configuredApi(settings)
  if (api) {
    const way = tokens.claims
      ? `use the claims of the ID token, or sign in without ${api.option}`
      : `sign in with the scope openid, and without ${api.option}`
    return `This access token is for another API (${api.name}), so the userinfo endpoint does not take it: ${way}.`
  }
  if ((scope !== undefined && !hasOpenId(scope)) || error?.code === 'insufficient_scope')
    return 'Ask for the scope openid.'
  return 'Refresh the tokens. If that does not help, they may be for another API: use the claims of the ID token.'
}

/** The API that the access token was asked for, and the option that named it, for messages. */
function configuredApi({ audience, resources }: Settings): { name: string; option: string } | undefined {
  if (resources.length > 0) return { name: `resource ${resources.join(', ')}`, option: 'a resource' }
  return audience === undefined ? undefined : { name: `audience ${audience}`, option: 'an audience' }
}

/** The error of a bearer token's challenge (RFC 6750 §3), cleaned. */
function challengeIn({ headers, secrets }: Answer): ServerError | undefined {
  const challenge = headers.get('www-authenticate') ?? ''
  const text = (value: string | undefined, maxLength: number): string | undefined =>
    (value && cleanText(redact(value, secrets), maxLength)) || undefined
  const code = text(/\berror="?([^\s",]+)/.exec(challenge)?.[1], 100)
  return code ? { code, description: text(/\berror_description="([^"]*)"/.exec(challenge)?.[1], 300) } : undefined
}
