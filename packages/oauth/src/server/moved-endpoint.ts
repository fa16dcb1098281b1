import type * as oauth from 'oauth4webapi'
import type { HttpResponse } from '../http/http-response.ts'
import { isElsewhere, isUnanswered, isWithoutEffect } from '../errors/endpoint-gone.ts'
import type { Reply } from '../errors/endpoint-gone.ts'
import { settleWithin } from '../http/settle-within.ts'
import type { EndpointMember } from './faults-in-a-row.ts'
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
  endpoint: EndpointMember
  /** Whether it is asked for the outcome of a login, every few seconds: any other request may be the only one for hours. */
  isOfPoll?: boolean
}

// Whoever waits for what only may have moved is not to wait for long: what is read goes on, and is known to the next request.
const LIMIT_MS = 3000

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
async function movedServer(known: KnownServer, { endpoint, ...start }: EndpointAtStart): Promise<Server | undefined> {
  const readings = known.mayBeCached ? known.readings : start.readings
  const moved = await changedServer(known, { ...start, readings }, [endpoint])
  const isUnusable = endpoint === 'device_authorization_endpoint' && moved?.lacks
  return isUnusable || !moved?.metadata[endpoint] ? undefined : moved
}

/**
 * The server when it names another address for an endpoint, after a reply from there that says that it is elsewhere (404, 405, 410, 421, a
 * redirect, no such host, nobody listening), or several in a row that are nothing of OAuth. Undefined when it does not, and while the
 * metadata, which could not be read a moment ago, is not asked for. Rejects with the signal's reason alone.
 */
export async function movedServerAfter(
  known: KnownServer,
  at: EndpointAtStart,
  reply: Reply,
): Promise<Server | undefined> {
  const { endpoint, isOfPoll = false, signal } = at
  const isSure = isElsewhere(reply)
  if (!isSure && !isUnanswered(reply)) return void known.faults.end(endpoint)
  // Who signs out waits, and asks twice at once: two faults of theirs tell no more than one.
  if (!isSure && endpoint === 'revocation_endpoint') return undefined
  const { isUpToDate } = known
  const fault = { tellsEnough: isSure, isOfPoll, mayRead: known.mayTryAgain(), isUpToDate }
  if (!known.faults.add(endpoint, fault)) return undefined
  known.markStale()
  const moved = movedServer(known, at)
  return isSure ? moved : settleWithin(moved, { clock: known.clock, limitMs: LIMIT_MS, signal })
}

/**
 * Sends a request to an endpoint. Where that turns out to have moved, sends it to its new address, if it has surely had no effect at the
 * old one, or may have it twice: no token is used twice. All others go there from then on.
 */
export async function sendEvenIfMoved(
  known: KnownServer,
  endpoint: EndpointAtStart,
  send: (server: Server) => Promise<HttpResponse>,
): Promise<{ server: Server; response: HttpResponse }> {
  const reply = await send(endpoint.server).then(
    (response): Reply => ({ response }),
    (error: unknown): Reply => ({ error }),
  )
  const moved = await movedServerAfter(known, endpoint, reply)
  const maySendAgain = endpoint.endpoint !== 'token_endpoint' || isWithoutEffect(reply)
  if (moved && maySendAgain) return { server: moved, response: await send(moved) }
  if (!reply.response) throw reply.error
  return { server: endpoint.server, response: reply.response }
}
