import { randomBytes } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import type { Provider } from 'oidc-provider'
import { Accounts } from './journey/accounts.ts'
import { createProofCheck } from './api/proof-check.ts'
import { createTokenCheck } from './api/token-check.ts'
import { API_PATH, sampleApi } from './api/sample-api.ts'
import { AttemptLimit } from './limits/attempt-limit.ts'
import { DEMO_CLIENT_ID } from './clients.ts'
import type { Middleware } from './context.ts'
import { exposedHeaders } from './exposed-headers.ts'
import { faultPages, isOurFault, printFault } from './faults.ts'
import { FramingOrigins } from './framing-origins.ts'
import { guardedCodeEntry } from './limits/guarded-code-entry.ts'
import { GuardedLookUps } from './limits/guarded-look-ups.ts'
import { interactions } from './journey/interactions.ts'
import { createSigningKeys, publicKeysOf } from './keys.ts'
import { listen } from './listen.ts'
import { loadOidcProvider } from './load-oidc-provider.ts'
import { linkWithCode } from './journey/link-with-code.ts'
import type { AuthServer, AuthServerOptions } from './options.ts'
import { otherPages } from './other-pages.ts'
import { bearerAccessTokens } from './bearer-access-tokens.ts'
import { forThisComputer } from './own-host.ts'
import { politePolling } from './limits/polite-polling.ts'
import { PollThrottle } from './limits/poll-throttle.ts'
import { API_SCOPE, createProvider } from './provider.ts'
import { securityHeaders } from './send-page.ts'
import { createStorage } from './storage.ts'

const WRONG_CODES_PER_MINUTE = 10

function useAll(provider: Provider, middleware: readonly Middleware[]): void {
  for (const each of middleware) provider.use(each as Parameters<Provider['use']>[0])
}

/**
 * Starts the demo authorization server and the sample API on 127.0.0.1.
 *
 * @example
 * const server = await startAuthServer({ allowedOrigins: ['http://localhost:5173'] })
 *
 * @throws an `Error` when the port is taken
 */
export async function startAuthServer(options: AuthServerOptions = {}): Promise<AuthServer> {
  const { port = 0, pollIntervalSeconds = 5, codeLifetimeSeconds = 600, accessTokenLifetimeSeconds = 60 } = options
  const { network, clients = [], dpop, now = () => performance.now(), onError = printFault } = options
  const allowedOrigins = new Set(options.allowedOrigins)
  const framingOrigins = new FramingOrigins()
  const oidcProvider = await loadOidcProvider()
  const keys = await createSigningKeys()

  // The issuer carries the port, so the port comes first.
  const server = await listen(port, network)
  const close = (): Promise<void> => server.close()
  const { issuer } = server
  const apiUrl = issuer + API_PATH
  const accounts = new Accounts()
  const limit = new AttemptLimit(WRONG_CODES_PER_MINUTE, now)
  const lookUps = new GuardedLookUps(limit)
  try {
    const cookieKey = randomBytes(32).toString('base64url')
    const lifetimes = { codeLifetimeSeconds, accessTokenLifetimeSeconds }
    const provider = createProvider({
      oidcProvider,
      issuer,
      apiUrl,
      keys,
      cookieKey,
      clients,
      accounts,
      storage: lookUps.guard(createStorage()),
      allowedOrigins,
      dpop,
      ...lifetimes,
    })
    const isGranted = async (grantId: string): Promise<boolean> => (await provider.Grant.find(grantId)) !== undefined
    const proofs = createProofCheck()
    const check = createTokenCheck({
      issuer,
      publicKeys: publicKeysOf(keys),
      audience: apiUrl,
      scope: API_SCOPE,
      isGranted,
      proofs,
    })
    const report = (error: Error): void => void (isOurFault(error) && onError(error))
    useAll(provider, [
      securityHeaders(framingOrigins),
      exposedHeaders,
      faultPages(report),
      otherPages,
      sampleApi(check, proofs.nonce, allowedOrigins),
      interactions(provider, accounts),
      guardedCodeEntry(limit, lookUps),
      linkWithCode,
      ...(dpop === 'refreshToken' ? [bearerAccessTokens] : []),
      politePolling(new PollThrottle(pollIntervalSeconds, now), pollIntervalSeconds),
    ])
    const faults: EventEmitter = provider
    faults.on('error', report)
    provider.on('server_error', (_ctx, error) => report(error))
    const handle = provider.callback()
    server.onRequest(forThisComputer((request, response) => void handle(request, response), server.ownAddress))
  } catch (error) {
    await close()
    throw error
  }
  return {
    issuer,
    clientId: DEMO_CLIENT_ID,
    apiUrl,
    verificationUri: `${issuer}/device`,
    allowOrigin: (url) => void allowedOrigins.add(new URL(url).origin),
    allowFraming: (url) => framingOrigins.allow(url),
    close,
  }
}
