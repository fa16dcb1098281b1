import { TransientFault } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { clientSecretOf, createClientAuth } from './options/client-auth.ts'
import { discover } from './server/discovery.ts'
import { saysGone } from './server/endpoint-gone.ts'
import { createKnownServer } from './server/known-server.ts'
import type { KnownServer } from './server/known-server.ts'
import { serverFromEndpoints } from './server/server.ts'
import type { Server } from './server/server.ts'
import type { Settings } from './options/settings.ts'
import { createSigningKeys } from './server/signing-keys.ts'
import type { SigningKeys } from './server/signing-keys.ts'
import { createTransport } from './http/transport.ts'
import type { Transport } from './http/transport.ts'

/** What every operation of the services works with. */
export interface Context {
  settings: Settings
  transport: Transport
  clientAuth: oauth.ClientAuth
  signingKeys: SigningKeys
  /** The client in oauth4webapi's words, with the clock that it is to go by. */
  client(): oauth.Client
  knownServer: KnownServer
  /** The server as it is known, discovered at the first call that succeeds. Rejects as `discover` does. */
  server(signal?: AbortSignal): Promise<Server>
}

/** Wires the parts of the services together. Throws `OAuthOptionsError`. */
export function createContext(settings: Settings): Context {
  const { clock, clientId, server, issuerTemplate, idTokenSignedResponseAlg: alg } = settings
  const carry = createTransport({ ...settings, clientSecret: clientSecretOf(settings.clientAuth) })
  const knownServer = createKnownServer(clock, async (call) =>
    'issuer' in server
      ? discover(carry, clock, { issuer: server.issuer, issuerTemplate, ...call })
      : serverFromEndpoints(server.endpoints),
  )
  const transport: Transport = async (exchange, request) => {
    try {
      const answer = await carry(exchange, request)
      if (saysGone(answer)) knownServer.doubt()
      return answer
    } catch (error) {
      if (error instanceof TransientFault && error.reason === 'offline') knownServer.doubt()
      throw error
    }
  }
  return {
    settings,
    transport,
    clientAuth: createClientAuth(settings.clientAuth),
    signingKeys: createSigningKeys(transport, clock, settings.requestTimeoutMs),
    client: () => ({
      client_id: clientId,
      // oauth4webapi only knows Date.now(); its skew is how it can be told another time. Whole seconds, as JWT dates are.
      [oauth.clockSkew]: Math.round((clock.now() - Date.now()) / 1000),
      ...(alg && { id_token_signed_response_alg: alg }),
    }),
    knownServer,
    server: knownServer.get,
  }
}
