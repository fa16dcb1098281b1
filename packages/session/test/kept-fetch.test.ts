import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { createCommands } from '@device-flow/machine/adapter'
import { createOAuthServices } from '@device-flow/oauth'
import { createVirtualClock, delayed, startRotatingServer } from '@device-flow/testing'
import type { RotatingServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createActor, waitFor } from 'xstate'
import { memoryStore, withSession } from '../src/index.ts'

/**
 * A refresh ends the access token before it: at once for everybody, also for those who have not heard of the refresh. No poll is early by
 * the server's clock, while ours is virtual.
 */
const RULES = { grace: 'none', endsOlderAccessToken: true, interval: 0.05 } as const

const MANY = 100

let server: RotatingServer
let first: Tab
let second: Tab

interface Tab {
  actor: DeviceFlowActor
  refresh(): void
  fetch: typeof globalThis.fetch
}

beforeEach(async () => {
  server = await startRotatingServer(RULES)
  const store = memoryStore()
  const clock = createVirtualClock({ now: Date.now() })
  const open = (): Tab => {
    const services = createOAuthServices({
      issuer: server.issuer,
      clientId: 'tv',
      scope: 'openid offline_access',
      clock,
    })
    const kept = withSession(services, { store, clock, allowedOrigins: [server.origin] })
    const actor = createActor(createDeviceFlowMachine(kept)).start()
    return { actor, ...createCommands(actor, () => clock.now()) }
  }
  first = open()
  first.actor.send({ type: 'start' })
  await waitFor(first.actor, (snapshot) => snapshot.matches('awaitingUser'))
  await clock.advance(5000)
  await waitFor(first.actor, (snapshot) => snapshot.hasTag('signedIn'))
  second = open()
  await waitFor(second.actor, (snapshot) => snapshot.hasTag('signedIn'))
})

afterEach(async () => {
  first.actor.stop()
  second.actor.stop()
  await server.close()
})

/** The first tab refreshes: the server has done so already when this resolves, and its response is still on the way. */
async function refreshSlowly(): Promise<void> {
  server.changeReplies((tokens) => delayed(300, tokens))
  first.refresh()
  await expect.poll(() => server.counts().refreshes).toBe(1)
}

async function statusesOf(calls: Promise<Response>[]): Promise<Set<number>> {
  return new Set((await Promise.all(calls)).map(({ status }) => status))
}

describe('flow.fetch of a tab whose access token ended by the refresh of another', { timeout: 30_000 }, () => {
  test('sends the call once more with the tokens of the other, and makes no refresh of its own (T28)', async () => {
    await refreshSlowly()
    expect((await second.fetch(server.apiUrl)).status).toBe(200)
    expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
    expect((await first.fetch(server.apiUrl)).status).toBe(200)
  })

  test('does so for two hundred calls of both (F14, T23)', async () => {
    await refreshSlowly()
    const calls = Array.from({ length: MANY }, () => [first.fetch(server.apiUrl), second.fetch(server.apiUrl)]).flat()
    expect(await statusesOf(calls)).toEqual(new Set([200]))
    expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
  })
})
