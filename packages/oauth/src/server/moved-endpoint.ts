import type * as oauth from 'oauth4webapi'
import type { HttpResponse } from '../http/http-response.ts'
import { isHostUnreachable, isEndpointGone } from '../errors/endpoint-gone.ts'
import type { KnownServer } from './known-server.ts'
import type { Server } from './server.ts'

/** The server as it is known to a login, or to a request after it. */
export interface ServerAtStart {
  server: Server
  /** How often the metadata had been read when that began, or when the login had its code: it is not read twice for it. */
  readings: number
  signal?: AbortSignal | undefined
}

/** One endpoint of that server. */
export interface EndpointAtStart extends ServerAtStart {
  endpoint: 'device_authorization_endpoint' | 'token_endpoint' | 'revocation_endpoint' | 'userinfo_endpoint'
}

/**
 * The server when metadata that was read since says something else of one of these members; undefined when it does not, and when it cannot
 * be read or used now: whoever asks goes by the server as it was known, which may be what was kept of it with a login. Rejects with the
 * signal's reason alone.
 */
export async function changedServer(
  known: KnownServer,
  { server, readings, signal }: ServerAtStart,
  members: readonly (keyof oauth.AuthorizationServer)[],
): Promise<Server | undefined> {
  let latest: Server
  try {
    latest = await (known.readings === readings ? known.renew(signal) : known.get(signal))
  } catch {
    if (signal?.aborted) throw signal.reason
    return undefined
  }
  const isSame = (member: keyof oauth.AuthorizationServer): boolean =>
    JSON.stringify(latest.metadata[member]) === JSON.stringify(server.metadata[member])
  return members.every(isSame) ? undefined : latest
}

/**
 * The server when it names another address for an endpoint that is gone, by metadata that was read since, and past a
 * cache: in one of a browser it may be as old as the address. Undefined when it does not.
 */
export async function movedServer(
  known: KnownServer,
  { endpoint, ...start }: EndpointAtStart,
): Promise<Server | undefined> {
  const readings = known.mayBeCached ? known.readings : start.readings
  const moved = await changedServer(known, { ...start, readings }, [endpoint])
  const isUnusable = endpoint === 'device_authorization_endpoint' && moved?.lacks
  return isUnusable || !moved?.metadata[endpoint] ? undefined : moved
}

/**
 * Sends a request to an endpoint. When it is gone (404, 405, 410, no such host, nobody listening), sends it to its new
 * address, if there is one: nobody has judged the first request, so no code or token is used twice.
 */
export async function sendEvenIfMoved(
  known: KnownServer,
  endpoint: EndpointAtStart,
  send: (server: Server) => Promise<HttpResponse>,
): Promise<{ server: Server; response: HttpResponse }> {
  let response: HttpResponse | undefined
  let error: unknown
  try {
    response = await send(endpoint.server)
  } catch (rejection) {
    error = rejection
  }
  const isGone = response ? isEndpointGone(response) : isHostUnreachable(error)
  const moved = isGone ? await movedServer(known, endpoint) : undefined
  if (moved) return { server: moved, response: await send(moved) }
  if (!response) throw error
  return { server: endpoint.server, response }
}
