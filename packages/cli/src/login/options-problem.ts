import { plainText } from '@device-flow/node'
import { CLIENT_SECRET_VARIABLE } from './login-options.ts'

const FLAGS: Record<string, string> = {
  issuer: '--issuer',
  'endpoints.deviceAuthorizationEndpoint': '--device-authorization-endpoint',
  'endpoints.tokenEndpoint': '--token-endpoint',
  'endpoints.jwksUri': '--jwks-uri',
  'endpoints.revocationEndpoint': '--revocation-endpoint',
  resource: '--resource',
  clientId: '--client-id',
  'clientAuth.clientSecret': CLIENT_SECRET_VARIABLE,
}

/** What is wrong with an option, in the words of the command line; nothing when the error is not about options. */
export function optionsProblem(error: unknown): string | undefined {
  if (!(error instanceof TypeError) || error.name !== 'OAuthOptionsError' || !('option' in error)) return undefined
  const option = String(error.option)
  const problem = error.message.slice(`${option}: `.length)
  const flag = FLAGS[option] ?? option.replace(/^parameters\./, '--param ')
  return plainText(`${flag} ${problem}.`)
}
