import { onTestFinished } from 'vitest'
import { startScriptedServer } from '../src/index.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../src/index.ts'

/** Starts a server that ends with the test. */
export async function withServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(options)
  onTestFinished(() => server.close())
  return server
}

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
