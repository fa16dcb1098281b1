import type { ScriptedServer } from '../src/index.ts'

/** Posts a form as a device does. */
export function post(
  url: string,
  form: string | Record<string, string> = {},
  init: RequestInit = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(form), ...init })
}

/** Polls once. */
export function poll(server: ScriptedServer, form: Record<string, string> = {}): Promise<Response> {
  return post(server.endpoints.tokenEndpoint, { client_id: 'client-1', device_code: 'x', ...form })
}
