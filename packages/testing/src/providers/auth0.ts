import { denied, expired, pending, slowDown } from '../server/oauth-responses.ts'
import type { ProviderFixture, Shape } from './provider-fixture.ts'

// Its guide says 403 and 429, its older API reference 400.
const status = (shape: Shape, documented: number): number => (shape === 'documented' ? documented : 400)

/** Auth0 (auth0.com/docs, device authorization flow). */
export const auth0: ProviderFixture = {
  issuerPath: '/',
  deviceAuthorizationPath: '/oauth/device/code',
  tokenPath: '/oauth/token',
  revocationPath: '/oauth/revoke',
  verdicts: {
    pending: (shape) => pending({ status: status(shape, 403), description: 'User has yet to authorize device code.' }),
    slowDown: (shape) =>
      slowDown({
        status: status(shape, 429),
        description: 'You are polling faster than the specified interval of 5 seconds.',
      }),
    denied: (shape) =>
      denied({ status: status(shape, 403), description: 'The end-user denied the authorization request.' }),
    expired: (shape) => expired({ status: status(shape, 403), description: 'The device code has expired.' }),
  },
  refresh: 'rotates',
}
