import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@device-flow/machine/clock'
import { membersOf } from '../../known-names.ts'
import { SCRIPTED_SERVER_OPTIONS } from '../check-server.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../scripted-server.ts'
import { createServerCore } from '../server-core.ts'
import type { ServerCore } from '../server-core.ts'
import { answerPages } from './cors.ts'
import { incomingRequest } from './incoming-request.ts'
import { HttpWriter } from './http-writer.ts'

const checkOptions = membersOf<ScriptedServerOptions>(SCRIPTED_SERVER_OPTIONS)

/**
 * Starts a {@link ScriptedServer} of HTTP on a free port of 127.0.0.1.
 *
 * @throws TypeError (it rejects with it) for an option, an endpoint or a response that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { granted, pending, slowDown, startScriptedServer } from '@device-flow/testing'
 *
 * const server = await startScriptedServer({ script: { token: [pending(), slowDown(), granted()] } })
 * export const services = createOAuthServices({ issuer: server.issuer, clientId: 'client-1' })
 * ```
 */
export async function startScriptedServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  checkOptions(options, 'startScriptedServer')
  return listenOnLoopback(options)
}

/** The same with options that are known to be right, or of others. */
export async function listenOnLoopback(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const { cors = false } = options
  const http = createServer((incoming, outgoing) => {
    if (cors && answerPages(incoming, outgoing)) return
    core.take(incomingRequest(incoming, outgoing, origin), new HttpWriter(outgoing))
  })
  // No connection is closed for being idle: that would race with the next poll on it.
  http.keepAliveTimeout = 0
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      http.once('error', reject)
      http.listen(at, '127.0.0.1', resolve)
    })
  const stopListening = (): Promise<void> =>
    new Promise((resolve) => {
      http.close(() => resolve())
      http.closeAllConnections()
    })
  await listen(0)
  const { port } = http.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  let core: ServerCore
  try {
    core = createServerCore(origin, options, systemClock)
  } catch (error) {
    await stopListening()
    throw error
  }

  return {
    ...core.server,
    goOffline: stopListening,
    goOnline: () => listen(port),
    async close() {
      core.close()
      await stopListening()
      core.throwScriptError()
    },
  }
}
