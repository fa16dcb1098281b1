import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

const entraError = (code: string, number: number, words: string): ReturnType<typeof oauthError> =>
  oauthError(code, {
    description: `AADSTS${number}: ${words}\r\nTrace ID: 0a1b\r\nCorrelation ID: 2c3d\r\nTimestamp: 2026-01-01 00:00:00Z`,
    members: { error_codes: [number], trace_id: '0a1b', correlation_id: '2c3d' },
  })

/** Microsoft Entra ID (learn.microsoft.com, v2-oauth2-device-code). */
export const microsoft: ProviderFixture = {
  issuerPath: '/contoso/v2.0',
  deviceAuthorizationPath: '/contoso/oauth2/v2.0/devicecode',
  tokenPath: '/contoso/oauth2/v2.0/token',
  refuse: ({ form }, isPoll) =>
    !isPoll && !form.get('scope')
      ? entraError('invalid_request', 900_144, "The request body must contain the following parameter: 'scope'.")
      : undefined,
  issued: (code) => ({
    body: {
      ...code,
      message: `To sign in, use a web browser to open the page ${code.verification_uri} and enter the code ${code.user_code} to authenticate.`,
    },
  }),
  verdicts: {
    pending: () =>
      entraError(
        'authorization_pending',
        70_016,
        'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
      ),
    denied: () => entraError('authorization_declined', 70_000, 'The end user denied the authorization request.'),
    expired: () => entraError('expired_token', 70_019, 'Verification code expired.'),
    unknown: () => entraError('bad_verification_code', 70_018, 'Invalid verification code.'),
  },
  refresh: 'rotates',
  refreshGraceMs: Infinity,
}
