import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import { deviceAuthorized, pending, slowDown } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, connect, endOf, withHeaders } from '../support.ts'
import type { Client } from '../support.ts'

const HOUR_MS = 3_600_000
const issued = Date.parse('2026-01-01T00:00:00Z')
const at = (ms: number): Record<string, string> => ({ date: new Date(issued + ms).toUTCString() })

/** A login whose code lives a minute, out of a store, at a server whose clock is its own. */
async function takenUp(
  headers: Record<string, string> = at(0),
): Promise<Client & { authorization: DeviceAuthorization }> {
  const client = await connect({ server: { expiresIn: 60 } })
  const {
    deviceCode,
    receivedAtMonotonic: _own,
    ...rest
  } = await client.answerRequest(withHeaders(deviceAuthorized(), headers))
  const authorization = { ...rest, deviceCode: new Secret(deviceCode.reveal()) }
  const { clock, server } = client
  const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, scope: 'openid' })
  return { ...client, services, authorization }
}

describe('a server that says to every code that its person is awaited, to a dead one too', () => {
  test.each([
    ['authorization_pending', pending()],
    ['slow_down', slowDown()],
  ])('ends the login by its own clock, and %s is told', async (code, answer) => {
    const { server, services, authorization } = await takenUp()
    server.script('token', withHeaders(answer, at(71_000)))
    const error = endOf(await services.pollToken(authorization, call))
    expect(error).toMatchObject({ reason: 'expired', error: code })
    expect(error.message).toContain(`the server goes on saying ${code}`)
  })

  test.each([
    ['the code lives by it, though not by the clock of this machine', at(0), at(65_000), HOUR_MS],
    ['it does not show its clock', { date: '' }, { date: '' }, HOUR_MS],
    ['it has shown it with the code alone', at(0), { date: 'soon' }, HOUR_MS],
  ])('and goes on while %s', async (_what, first, then, aheadMs) => {
    const { server, services, authorization, clock } = await takenUp(first)
    clock.jumpWall(aheadMs)
    server.script('token', withHeaders(pending(), then))
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
  })

  test('and does not end a login that this process has begun, and whose code lives by its clocks', async () => {
    const { server, services, answerRequest } = await connect({ server: { expiresIn: 60 } })
    const authorization = await answerRequest(withHeaders(deviceAuthorized(), at(0)))
    server.script('token', withHeaders(pending(), at(HOUR_MS)))
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
  })

  test('and goes on with a code that was taken up late, as its life is counted from when it was given', async () => {
    const { server, services, authorization } = await takenUp()
    server.script('token', withHeaders(pending(), at(55_000)))
    const joined = { ...authorization, receivedAt: authorization.receivedAt + 50_000 }
    expect((await services.pollToken(joined, call)).type).toBe('pending')
  })

  test.each(['{', '[]', '{"code_expires_at":"x"}'])('what a store has made of it (%s) harms no login', async (kept) => {
    const { server, services, authorization } = await takenUp()
    server.script('token', withHeaders(pending(), at(HOUR_MS)))
    expect((await services.pollToken({ ...authorization, server: kept }, call)).type).toBe('pending')
  })
})
