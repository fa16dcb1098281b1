import { createDeviceFlowMachine, toDeviceSession, toView } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { decodeDeviceSession, encodeDeviceSession } from '@device-flow/session'
import { createVirtualClock, startScriptedServer, tokenSet, granted } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { createActor } from 'xstate'
import { expect, onTestFinished, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'

async function startServer(): Promise<ScriptedServer> {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  return server
}

/** What is kept of a session at a server. */
async function keptSession(server: ScriptedServer): Promise<string> {
  const clock = createVirtualClock({ now: Date.now() })
  server.script('token', granted({}))
  const { issuer } = server
  const onPrompt = (): void => void clock.advance(5_000)
  const session = await signIn({ issuer, clientId: 'client-1', scope: 'openid offline_access', clock, onPrompt })
  return encodeDeviceSession(toDeviceSession(session.actor.getSnapshot())!)
}

test('a session that was kept at one server is given to no other: not one request, and nobody shown (attack X3)', async () => {
  const [a, b] = [await startServer(), await startServer()]
  const session = decodeDeviceSession(await keptSession(a))
  expect(session.client).toEqual({ server: a.issuer, clientId: 'client-1', scope: 'openid offline_access' })
  for (const [issuer, clientId] of [
    [b.issuer, 'client-1'],
    [a.issuer, 'client-2'],
  ] as const) {
    const before = a.requests().length
    const machine = createDeviceFlowMachine(createOAuthServices({ issuer, clientId, scope: 'openid' }))
    const actor = createActor(machine, { input: { session } })
    const faults: unknown[] = []
    actor.subscribe({ error: (fault) => faults.push(fault) })
    actor.start()
    expect(toView(actor.getSnapshot())).toEqual({ status: 'idle', restoring: false })
    expect(faults).toMatchObject([{ name: 'DeviceSessionError', problem: 'otherClient' }])
    expect([a.requests().length, b.requests().length]).toEqual([before, 0])
  }
})

test('a session comes back to the same server, written in another way (attack X3)', async () => {
  const server = await startServer()
  const text = await keptSession(server)
  const services = createOAuthServices({ issuer: `${server.issuer}/`, clientId: 'client-1', scope: 'openid' })
  const session = decodeDeviceSession(text, services.client)
  const actor = createActor(createDeviceFlowMachine(services), { input: { session } }).start()
  expect(toView(actor.getSnapshot())).toMatchObject({ status: 'authorized', claims: { sub: tokenSet().claims?.sub } })
  actor.stop()
})
