import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import type { AdapterFactory, Provider } from 'oidc-provider'
import type { Accounts } from './journey/accounts.ts'
import { clientMetadata, type ConfidentialClient } from './clients.ts'
import { sendCodeEntryOrEnd, sendConfirm, sendProblem } from './journey/device-pages.ts'
import { INTERACTION_PATH } from './journey/interactions.ts'
import type { loadOidcProvider } from './load-oidc-provider.ts'
import { withoutBinding } from './bearer-access-tokens.ts'
import type { AuthServerOptions } from './options.ts'
import { USER_CODE_MASK } from './journey/link-with-code.ts'
import { successPage } from './pages/success.ts'
import { sendPage } from './send-page.ts'

/** How long a person may stay signed in in the browser, and a device without being used, seconds. */
const HOUR = 3600
const MONTH = 30 * 24 * HOUR

/** What the sample API lets a token do. */
export const API_SCOPE = 'api:read'

interface ProviderSetup {
  oidcProvider: Awaited<ReturnType<typeof loadOidcProvider>>
  issuer: string
  apiUrl: string
  keys: JWK[]
  cookieKey: string
  clients: readonly ConfidentialClient[]
  accounts: Accounts
  storage: AdapterFactory
  codeLifetimeSeconds: number
  accessTokenLifetimeSeconds: number
  allowedOrigins: ReadonlySet<string>
  dpop: AuthServerOptions['dpop']
}

/** oidc-provider, set up for the device flow. */
export function createProvider(setup: ProviderSetup): Provider {
  const { oidcProvider, issuer, apiUrl, accounts, accessTokenLifetimeSeconds } = setup
  return new oidcProvider.Provider(issuer, {
    adapter: setup.storage,
    jwks: { keys: setup.keys },
    cookies: { keys: [setup.cookieKey] },
    clients: clientMetadata(setup.clients, setup.dpop === 'required'),
    clientBasedCORS: (_ctx, origin) => setup.allowedOrigins.has(origin),
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    // A token for the API cannot ask userinfo, so the ID token says who the person is.
    conformIdTokenClaims: false,
    findAccount(_ctx, id) {
      const account = accounts.find(id)
      return (
        account && {
          accountId: id,
          claims: () => ({ sub: id, name: account.name, email: account.email, email_verified: false }),
        }
      )
    },
    interactions: { url: (_ctx, { uid }) => `${INTERACTION_PATH}/${uid}` },
    async loadExistingGrant(ctx) {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId)
    },
    // The device stays signed in when the browser that approved it signs out.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, { scopes }) =>
      client.grantTypeAllowed('refresh_token') && scopes.has('offline_access'),
    rotateRefreshToken: true,
    // Lets the sample API notice that a grant was revoked; see api/token-check.ts.
    extraTokenClaims: (_ctx, token) => (token.kind === 'AccessToken' ? { grant_id: token.grantId } : undefined),
    ttl: {
      AccessToken: accessTokenLifetimeSeconds,
      DeviceCode: setup.codeLifetimeSeconds,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: HOUR,
      Grant: MONTH,
      RefreshToken: MONTH,
    },
    ...(setup.dpop === 'refreshToken' && { formats: { customizers: { jwt: withoutBinding } } }),
    renderError: (ctx, _out, error) => sendProblem(ctx, error),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      dPoP: { enabled: setup.dpop !== undefined, nonceSecret: randomBytes(32), requireNonce: () => true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: USER_CODE_MASK,
        userCodeInputSource: (ctx, _form, _out, error) => sendCodeEntryOrEnd(ctx, error),
        userCodeConfirmSource: (ctx, _form, client, device, userCode) =>
          sendConfirm(ctx, { userCode, clientName: client.clientName ?? client.clientId, address: device.ip }),
        successSource(ctx) {
          const { client, account } = ctx.oidc
          const personName = accounts.find(account?.accountId ?? '')?.name ?? ''
          sendPage(ctx, 200, successPage({ clientName: client?.clientName ?? client?.clientId ?? '', personName }))
        },
      },
      resourceIndicators: {
        enabled: true,
        // Whoever asks for the API's scope wants a token for the API, even without naming it.
        defaultResource: (ctx, _client, oneOf) =>
          oneOf ??
          (String(ctx.oidc.params?.scope ?? '')
            .split(' ')
            .includes(API_SCOPE)
            ? apiUrl
            : undefined),
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, resource) {
          if (resource !== apiUrl) throw new oidcProvider.errors.InvalidTarget()
          return {
            scope: API_SCOPE,
            audience: apiUrl,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenLifetimeSeconds,
            jwt: { sign: { alg: 'ES256' } },
          }
        },
      },
    },
  })
}
