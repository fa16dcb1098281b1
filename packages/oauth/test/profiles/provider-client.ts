import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import { startProviderServer } from '@device-flow/testing'
import type { FixtureName, ProviderServer, ProviderServerOptions } from '@device-flow/testing'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { providerNamed } from '../../src/profiles/index.ts'
import { call } from '../support.ts'

/** A provider's server, and the services of a client with a secret, or without one where the provider wants none. */
export interface ProviderClient {
  server: ProviderServer
  services: OAuthServices
  /** Services as another process makes them. */
  again(): OAuthServices
  request(): Promise<DeviceAuthorization>
  signIn(): Promise<TokenSet>
}

const SECRETS: Partial<Record<FixtureName, string>> = {
  dex: 'dex-secret',
  google: 'google-secret',
  facebook: 'client-token',
  huggingface: 'hf-secret',
  trakt: 'trakt-secret',
}

/** Runs a test with a provider's server. */
export async function withProvider(
  name: FixtureName,
  options: ProviderServerOptions,
  body: (client: ProviderClient) => Promise<void>,
): Promise<void> {
  // So short an interval that nothing here is too early.
  const server = await startProviderServer(name, { interval: 0.05, ...options })
  const again = (): OAuthServices =>
    createOAuthServices({
      provider: providerNamed(name)!({ ...(name === 'aws' && { tenant: 'd-123' }) }),
      ...server.address,
      clientId: 'client-1',
      scope: 'openid offline_access',
      ...(SECRETS[name] && { clientAuth: { clientSecret: SECRETS[name] } }),
    })
  const services = again()
  const request = (): Promise<DeviceAuthorization> => services.requestDeviceAuthorization({}, call)
  try {
    await body({
      server,
      services,
      again,
      request,
      async signIn() {
        const authorization = await request()
        server.approve()
        const outcome = await services.pollToken(authorization, call)
        if (outcome.type !== 'granted') throw new Error(`Not granted but ${JSON.stringify(outcome)}`)
        return outcome.tokens
      },
    })
  } finally {
    await server.close()
  }
}
