import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedStore } from '@device-flow/session/encrypted'
import { redisStore } from '@device-flow/session/redis'
import { startRotatingServer } from '@device-flow/testing'
import { runStampede } from '@device-flow/testing/processes'
import { Redis } from 'ioredis'
import { test, type TestContext } from 'vitest'
import { startRedis } from '../../scripts/start-redis.mjs'
import { withFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { HOUR_MS, newFolder } from './home.ts'
import { limitFor, scale } from './scale.ts'

const PROGRAM = fileURLToPath(new URL('redis-program.mjs', import.meta.url))
const PROCESSES = scale.isStorm ? 50 : 16
const call = { signal: new AbortController().signal }

/** A session in a Redis of its own, and how a machine uses it. */
async function sharedSession({ onTestFinished }: TestContext) {
  const [server, redis] = [await startRotatingServer({ interval: 0 }), await startRedis()]
  const [client, key] = [new Redis(redis.url), randomBytes(32)]
  onTestFinished(async () => {
    await client.quit()
    await redis.stop()
    await server.close()
  })
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'tv', scope: 'offline_access' })
  const kept = withSession(services, { store: encryptedStore(redisStore(client), key) })
  await kept.pollToken(await kept.requestDeviceAuthorization({}, call), call)
  const env = { STORM_ISSUER: server.issuer, STORM_REDIS: redis.url, STORM_KEY: key.toString('base64') }
  return { server, client, env }
}

test.concurrent(
  'machines that share nothing but Redis send one refresh a round, and nobody is signed out',
  { timeout: limitFor(scale.rounds * PROCESSES) },
  async (context) => {
    const { expect } = context
    const { server, client, env } = await sharedSession(context)
    const folders = [newFolder(), newFolder()]
    for (let round = 1; round <= scale.rounds; round++) {
      const results = await runStampede({
        args: [PROGRAM],
        count: PROCESSES,
        env: { ...env, ...withFaults({ aheadMs: round * 1.1 * HOUR_MS }) },
        each: (index) => ({ cwd: folders[index % 2]!, env: { HOME: folders[index % 2]! } }),
        timeoutMs: limitFor(PROCESSES),
      })
      expect(results.filter(({ code }) => code !== 0)).toEqual([])
      const newest = server.issuedTokens().findLast((token) => token.startsWith('access'))
      expect(new Set(results.map(({ stdout }) => stdout.trim()))).toEqual(new Set([newest]))
      expect(server.counts()).toMatchObject({ refreshes: round, reuses: 0, refusals: 0, liveFamilies: 1 })
    }
    // Nobody has left the lock behind.
    expect(await client.keys('*lock*')).toEqual([])
  },
)

test.concurrent(
  'a machine that is killed as it renews is replaced by those who wait for it (R2)',
  { timeout: limitFor(2) },
  async (context) => {
    const { expect } = context
    const { server, client, env } = await sharedSession(context)
    const run = (faults: Partial<Faults> = {}) =>
      runStampede({ args: [PROGRAM], count: 1, env: { ...env, ...withFaults({ aheadMs: 1.1 * HOUR_MS, ...faults }) } })
    // The first request is for the server's metadata, the second for the tokens; each is followed by its response.
    expect(await run({ at: 3, does: 'kill' })).toMatchObject([{ stdout: '' }])
    expect(await client.keys('*lock*')).toHaveLength(1)
    expect(await run()).toMatchObject([{ code: 0, stdout: expect.stringContaining('access') }])
    expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
  },
)
