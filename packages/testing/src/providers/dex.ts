import { pending } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Dex (deviceflowhandlers.go). By Basic authentication, as by a no, a code stays pending: only the page tells. */
export const dex: ProviderFixture = {
  issuerPath: '/dex',
  deviceAuthorizationPath: '/dex/device/code',
  tokenPath: '/dex/token',
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  refuse: ({ headers, form }) =>
    headers.authorization && form.has('device_code') ? pending({ status: 401 }) : undefined,
  verdicts: { pending: () => pending({ status: 401 }), denied: () => pending({ status: 401 }) },
  refresh: 'rotates',
  refreshGraceMs: 3000,
}
