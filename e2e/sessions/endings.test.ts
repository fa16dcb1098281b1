import { startRotatingServer } from '@device-flow/testing'
import type { RotatingServer } from '@device-flow/testing'
import { runStampede } from '@device-flow/testing/processes'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command, withFaults } from './faults.ts'
import { Home } from './home.ts'
import { limitFor } from './scale.ts'
import { expired } from './truth.ts'

const PROCESSES = 8

let server: RotatingServer
let home: Home
beforeEach(async () => {
  server = await startRotatingServer()
  home = new Home(server)
  await home.login('--profile', 'other')
  await home.login('--profile', 'work')
}, limitFor(2))
afterEach(() => server.close())

const tokenForAll = () =>
  runStampede({
    args: [command, 'token', '--profile', 'work'],
    count: PROCESSES,
    env: { ...home.env, ...withFaults(expired) },
    timeoutMs: limitFor(PROCESSES),
  })

test(
  'a network that is away ends no session: all say so, and have a token when it is back (T25)',
  { timeout: limitFor(30) },
  async () => {
    await server.goOffline()
    expect((await tokenForAll()).map(({ code }) => code)).toEqual(Array(PROCESSES).fill(5))
    await server.goOnline()
    expect((await tokenForAll()).map(({ code }) => code)).toEqual(Array(PROCESSES).fill(0))
    expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, refusals: 0, liveFamilies: 2 })
  },
)

test(
  'a refusal ends the session once and for all processes, with its reason, and no other account (R9)',
  { timeout: limitFor(30) },
  async () => {
    const refreshToken = server.issuedTokens().at(-1)!
    await fetch(`${server.origin}/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: refreshToken, client_id: 'tv' }),
    })
    expect(server.counts()).toMatchObject({ families: 2, liveFamilies: 1 })
    for (const { code, stderr } of await tokenForAll()) {
      expect({ code, stderr }).toEqual({ code: 8, stderr: expect.stringContaining('(invalid_grant)') })
    }
    expect(server.counts()).toMatchObject({ refreshes: 0, reuses: 0, refusals: 1 })
    expect(await home.run(['token', '--profile', 'other'], expired)).toMatchObject({ code: 0, stderr: '' })
  },
)
