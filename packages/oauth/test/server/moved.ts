import { empty, html, oauthError } from '@device-flow/testing'
import type { ResponseSource, ServerEndpoints } from '@device-flow/testing'
import { connect } from '../support.ts'
import type { Client } from '../support.ts'

/** How often the metadata was read. */
export const reads = ({ server }: Client): number => server.requests('openidConfiguration').length

/** From now on, the metadata names other endpoints. */
export function moveTo(client: Pick<Client, 'server'>, moved: Record<string, unknown>): void {
  client.server.always('openidConfiguration', (_request, { issuer, endpoints }) => ({
    body: { issuer, ...wireNames(endpoints), ...moved },
  }))
}

function wireNames(endpoints: ServerEndpoints): object {
  return {
    token_endpoint: endpoints.tokenEndpoint,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    revocation_endpoint: endpoints.revocationEndpoint,
    jwks_uri: endpoints.jwksUri,
  }
}

/** A client that has signed in once, and the address of its server for what has moved since. */
export async function signedInOnce(): Promise<Client & { at: (path: string) => string }> {
  const client = await connect()
  await client.signIn()
  return { ...client, at: (path) => `${client.server.origin}${path}` }
}

/** What an endpoint responds that is not there any more. */
export const gone: [string, ResponseSource][] = [
  ['a bare 404', empty(404)],
  ['a 404 page', html(404)],
  ['a 405', empty(405)],
  ['a 410', empty(410)],
  ['a 404 in JSON', oauthError('Not Found', { status: 404 })],
  ['a 404 with a code that OAuth does not have', oauthError('no_route', { status: 404 })],
]
