import type * as oauth from 'oauth4webapi'
import type { Answer } from '../http/http-response.ts'
import { reachedNobody, saysGone } from './endpoint-gone.ts'
import type { KnownServer } from './known-server.ts'
import type { Server } from './server.ts'

/** The server as it is known to a login, or to a refresh. */
export interface Begun {
  server: Server
  /** How often the metadata had been read when that began: it is not read twice for it. */
  readings: number
  signal?: AbortSignal | undefined
}

/** An endpoint of it. */
export interface Asked extends Begun {
  endpoint: 'device_authorization_endpoint' | 'token_endpoint'
}

/** The server when metadata that was read since says something else of one of these members; undefined when it does not. */
export async function changedServer(
  known: KnownServer,
  { server, readings, signal }: Begun,
  members: readonly (keyof oauth.AuthorizationServer)[],
): Promise<Server | undefined> {
  const now = await (known.readings === readings ? known.renew(signal) : known.get(signal))
  const isSame = (member: keyof oauth.AuthorizationServer): boolean =>
    JSON.stringify(now.metadata[member]) === JSON.stringify(server.metadata[member])
  return members.every(isSame) ? undefined : now
}

/** The server when it names another address for an endpoint that is gone, by metadata that was read since; undefined when it does not. */
export async function movedServer(known: KnownServer, { endpoint, ...begun }: Asked): Promise<Server | undefined> {
  return changedServer(known, begun, [endpoint])
}

/**
 * Asks an endpoint. When it is gone (404, 410, no such host, nobody listening), asks its new address, if there is one: nobody has judged
 * the first request, so no code or token is used twice.
 */
export async function askEvenIfMoved(
  known: KnownServer,
  asked: Asked,
  ask: (server: Server) => Promise<Answer>,
): Promise<{ server: Server; answer: Answer }> {
  let outcome: { answer: Answer } | { error: unknown }
  try {
    outcome = { answer: await ask(asked.server) }
  } catch (error) {
    outcome = { error }
  }
  const isGone = 'answer' in outcome ? saysGone(outcome.answer) : reachedNobody(outcome.error)
  const moved = isGone ? await movedServer(known, asked) : undefined
  if (moved) return { server: moved, answer: await ask(moved) }
  if ('error' in outcome) throw outcome.error
  return { server: asked.server, answer: outcome.answer }
}
