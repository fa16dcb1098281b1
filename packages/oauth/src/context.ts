import type { DeviceFlowServices } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { createTransport } from './http/transport.ts'
import type { Transport } from './http/transport.ts'
import type { Wait } from './http/wait.ts'
import { clientSecretOf, createClientAuth, credentialFormFor } from './options/client-auth.ts'
import type { CredentialForm } from './options/credential-form.ts'
import type { Settings } from './options/settings.ts'
import { createStartTries } from './start-tries.ts'
import type { StartTries } from './start-tries.ts'
import { createSend } from './send.ts'
import type { Send } from './send.ts'
import { discover } from './server/discovery.ts'
import { createKnownServer } from './server/known-server.ts'
import type { KnownServer } from './server/known-server.ts'
import { markingStale } from './server/mark-stale.ts'
import { serverFromEndpoints } from './server/server.ts'
import { createServerClock } from './server/server-clock.ts'
import { serverWithoutMetadata } from './server/without-metadata.ts'
import { createSigningKeys } from './server/signing-keys.ts'
import type { SigningKeys } from './server/signing-keys.ts'

/** What every request of the services works with. */
export interface Context {
  settings: Settings
  send: Send
  /** For what is asked in nobody's name: metadata. */
  transport: Transport
  /** Of a client with a secret that may be sent in two; shared by all requests. */
  credentialForm: CredentialForm | undefined
  signingKeys: SigningKeys
  /** The client in oauth4webapi's words, with the clock that it is to go by. */
  client(): oauth.Client
  knownServer: KnownServer
  startTries: StartTries
  /** The port's `sleep`. */
  sleep: DeviceFlowServices['sleep']
  wait: Wait
}

/** Wires the parts of the services together. Throws `OAuthOptionsError`. */
export function createContext(settings: Settings): Context {
  const { clock, clientId, server, idTokenSignedResponseAlg: alg } = settings
  const serverClock = createServerClock(clock)
  const clientSecret = clientSecretOf(settings.clientAuth)
  const startTries = createStartTries(clock, settings.timeoutsMs)
  const plainTransport = createTransport({ ...settings, clientSecret, onResponse: serverClock.note })
  const knownServer = createKnownServer(
    clock,
    async (call) =>
      'issuer' in server
        ? discover(plainTransport, clock, server, { timeoutMs: startTries.timeoutMs(), ...call })
        : serverFromEndpoints(server.endpoints),
    (problem) => serverWithoutMetadata(settings, problem),
  )
  const transport = markingStale(plainTransport, knownServer)
  const client = (): oauth.Client => ({
    client_id: clientId,
    // oauth4webapi only knows Date.now(); its skew is how it can be told another time: that of the server, which judges assertions by it
    // (RFC 7523 §3). Whole seconds, as JWT dates are.
    [oauth.clockSkew]: serverClock.seconds() - Math.floor(Date.now() / 1000),
    ...(alg && { id_token_signed_response_alg: alg }),
  })
  const credentialForm = credentialFormFor(settings.clientAuth, clientId, clock)
  const clientAuth = createClientAuth(settings.clientAuth, credentialForm?.next)
  const sleep = createSleep(clock)
  // The port wants a signal; a clean-up, and a sign-out, have none.
  const wait: Wait = (ms, signal = new AbortController().signal) => sleep({ atLeastMs: ms }, { signal })
  return {
    settings,
    send: createSend(transport, { settings, client, clientAuth }),
    transport: plainTransport,
    credentialForm,
    signingKeys: createSigningKeys(transport, { ...settings, wait }),
    client,
    knownServer,
    startTries,
    sleep,
    wait,
  }
}
