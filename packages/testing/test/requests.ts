import type { ScriptedFetch } from '../src/fetch.ts'

/** Posts a form as a device does. */
export function post(
  server: Pick<ScriptedFetch, 'fetch'>,
  url: string,
  form: string | Record<string, string> = {},
  init: RequestInit = {},
): Promise<Response> {
  return server.fetch(url, { method: 'POST', body: new URLSearchParams(form), ...init })
}

/** Polls once. */
export function poll(
  server: Pick<ScriptedFetch, 'fetch' | 'endpoints'>,
  form: Record<string, string> = {},
): Promise<Response> {
  return post(server, server.endpoints.tokenEndpoint, { client_id: 'client-1', device_code: 'x', ...form })
}
