import { onTestFinished } from 'vitest'
import { startRotatingServer } from './rotation/start-rotating-server.ts'
import type { RotatingServer, RotatingServerOptions } from './rotation/rotating-server.ts'
import { startScriptedServer } from './server/http/start-scripted-server.ts'
import type { ScriptedServer, ScriptedServerOptions } from './server/scripted-server.ts'

export type { RotatingServer, RotatingServerOptions } from './rotation/rotating-server.ts'
export type { ScriptedServer, ScriptedServerOptions } from './server/scripted-server.ts'

/**
 * Starts a scripted server that is closed when the test of Vitest has finished, however it ended. The test then also fails with the first
 * error that a response function of its script threw.
 *
 * @example
 * ```ts
 * import { signIn } from '@device-flow/node'
 * import { denied } from '@device-flow/testing'
 * import { withServer } from '@device-flow/testing/vitest'
 * import { expect, test } from 'vitest'
 *
 * test('a denial ends the login', async () => {
 *   const { issuer } = await withServer({ script: { token: [denied()] } })
 *   await expect(signIn({ issuer, clientId: 'client-1', onPrompt() {} })).rejects.toMatchObject({ reason: 'denied' })
 * })
 * ```
 */
export async function withServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(options)
  onTestFinished(() => server.close())
  return server
}

/** Starts a rotating server that is closed when the test of Vitest has finished, as {@link withServer} does. */
export async function withRotatingServer(options: RotatingServerOptions = {}): Promise<RotatingServer> {
  const server = await startRotatingServer(options)
  onTestFinished(() => server.close())
  return server
}
