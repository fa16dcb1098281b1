import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { cleanText } from './clean.ts'
import { ownCodeIn, wordsIn } from './own-words.ts'
import { redact } from './redact.ts'
import type { ServerError } from './server-error.ts'
import type { Settings } from './settings.ts'
import { IN_FRONT, isPage, saidIn } from './snippet.ts'

/** The end of a request for user info that the server refused: whose words it is in, and what helps, by what is known of the token. */
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
  const { audience, resources } = settings
  const scope = tokens.scope ?? settings.scope
  const hasOpenid = scope === undefined || scope.split(' ').includes('openid')
  if (tokens.expiresAt !== undefined && answer.receivedAt >= tokens.expiresAt) {
    return 'It has expired. Refresh the tokens.'
  }
  if (audience !== undefined || resources.length > 0) {
    const what = resources.length > 0 ? 'resource' : 'audience'
    const without = `without ${what === 'resource' ? 'a' : 'an'} ${what}`
    const named = `${what} ${resources.length > 0 ? resources.join(', ') : audience}`
    const way = tokens.claims
      ? `use the claims of the ID token, or sign in ${without}`
      : `sign in with the scope openid, and ${without}`
    return `This access token is for another API (${named}), so the userinfo endpoint does not take it: ${way}.`
  }
  if (!hasOpenid || error?.code === 'insufficient_scope') return 'Ask for the scope openid.'
  return 'Refresh the tokens. If that does not help, they may be for another API: use the claims of the ID token.'
}

/** The error of a bearer token's challenge (RFC 6750 §3), cleaned. */
function challengeIn({ headers, secrets }: Answer): ServerError | undefined {
  const challenge = headers.get('www-authenticate') ?? ''
  const text = (value: string | undefined, maxLength: number): string | undefined =>
    (value && cleanText(redact(value, secrets), maxLength)) || undefined
  const code = text(/\berror="?([^\s",]+)/.exec(challenge)?.[1], 100)
  return code ? { code, description: text(/\berror_description="([^"]*)"/.exec(challenge)?.[1], 300) } : undefined
}
