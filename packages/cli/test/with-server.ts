import { startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer, ScriptedServerOptions } from '@device-flow/testing'

/** Runs a test with a server of its own. */
export async function withServer(
  options: ScriptedServerOptions,
  body: (server: ScriptedServer) => Promise<void>,
): Promise<void> {
  const server = await startScriptedServer(options)
  try {
    await body(server)
  } finally {
    await server.close()
  }
}
