import { startScriptedServer } from '@device-flow/testing'
import type { ScriptedResponse, RecordedRequest, ScriptedServer } from '@device-flow/testing'

/** Where the API has its orders. */
export const ORDERS = '/orders'

/** An API on loopback that has no orders yet. */
export async function startApi(): Promise<ScriptedServer> {
  const api = await startScriptedServer()
  api.always(ORDERS, { body: { orders: [] } })
  return api
}

/** What an API answers to a token that it does not take. */
export function refused(challenge?: string): ScriptedResponse {
  return { status: 401, body: { error: 'unauthorized' }, headers: challenge ? { 'www-authenticate': challenge } : {} }
}

/** The credentials that came with each request. */
export function tokensSent(server: ScriptedServer): (string | undefined)[] {
  return server.requests().map((request: RecordedRequest) => request.headers.authorization)
}
