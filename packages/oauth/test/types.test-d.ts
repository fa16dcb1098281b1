import type { DeviceFlowServices } from '@device-flow/machine'
import { expectTypeOf } from 'vitest'
import { createOAuthServices } from '../src/index.ts'
import type { OAuthServices, UserInfo } from '../src/index.ts'

const issuer = 'https://id.example.com'
const clientId = 'client-1'
const endpoints = { deviceAuthorizationEndpoint: `${issuer}/device`, tokenEndpoint: `${issuer}/token` }

// What an app may write.
expectTypeOf(createOAuthServices({ issuer, clientId })).toEqualTypeOf<OAuthServices>()
expectTypeOf<OAuthServices>().toExtend<DeviceFlowServices>()
expectTypeOf<OAuthServices['fetchUserInfo']>().returns.resolves.toEqualTypeOf<UserInfo>()
createOAuthServices({ endpoints, clientId, scope: undefined, resource: ['urn:a', 'urn:b'] })
createOAuthServices({ issuer, clientId, clientAuth: { method: 'client_secret_basic', clientSecret: 's' } })
createOAuthServices({
  issuer,
  clientId,
  clientAuth: { clientSecret: 's' },
  sendAudienceOnRefresh: true,
  issuerTemplate: true,
})
createOAuthServices({ issuer, endpoints: { tokenEndpoint: endpoints.tokenEndpoint }, clientId })

// What it may not.
// @ts-expect-error -- without an issuer, both endpoints are needed
createOAuthServices({ endpoints: { tokenEndpoint: endpoints.tokenEndpoint }, clientId })
// @ts-expect-error -- nor in none
createOAuthServices({ clientId })
// @ts-expect-error -- who asks?
createOAuthServices({ issuer })
// @ts-expect-error -- a secret is needed
createOAuthServices({ issuer, clientId, clientAuth: { method: 'client_secret_post' } })
// @ts-expect-error -- nor is a secret to be guessed
createOAuthServices({ issuer, clientId, clientAuth: {} })
// @ts-expect-error -- a public client has no secret
createOAuthServices({ issuer, clientId, clientAuth: { method: 'none', clientSecret: 's' } })
// @ts-expect-error -- a key is a CryptoKey, not PEM
createOAuthServices({ issuer, clientId, clientAuth: { method: 'private_key_jwt', key: 'pem' } })
