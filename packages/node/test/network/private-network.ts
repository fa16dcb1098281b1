import type { TlsOptions } from 'node:tls'
import { startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { afterAll } from 'vitest'
import { privateMetadata, startPrivateNetwork } from '../../../../scripts/start-private-network.mjs'
import type { PrivateNetwork } from '../../../../scripts/start-private-network.mjs'

// Not when a test is finished: those of a file run at the same time, and which one is meant cannot be told from here.
const open: { close(): Promise<unknown> }[] = []
afterAll(() => Promise.all(open.map((one) => one.close())))

/** Starts a server in a network of its own, for one test. */
export async function serverBehindProxy(tls?: TlsOptions): Promise<PrivateNetwork & { server: ScriptedServer }> {
  const server = await startScriptedServer({ metadata: privateMetadata })
  const network = await startPrivateNetwork(server, tls && { tls })
  open.push(network, server)
  return { ...network, server }
}
