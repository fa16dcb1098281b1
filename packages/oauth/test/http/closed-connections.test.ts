import { describe, expect, test } from 'vitest'
import type { OAuthServices } from '../../src/index.ts'
import { connectToThread, keepBusy } from '../server-in-a-thread.ts'
import { call } from '../support.ts'

/** The services of a client of a server that keeps no connection for longer than 30 ms. */
function forgetfulServer(): Promise<OAuthServices> {
  return connectToThread('response.end(body); setTimeout(() => request.socket.destroy(), 30)')
}

/** Keeps the process from everything until the server has closed the connection, and then starts a request by a timer. */
async function afterStop<Value>(start: () => Promise<Value>): Promise<Value> {
  const result = new Promise<Value>((resolve, reject) => setTimeout(() => start().then(resolve, reject), 10))
  // After immediates, Node runs its timers, and reads its sockets only then.
  await new Promise((resolve) => setImmediate(resolve))
  keepBusy(200)
  return result
}

describe('a process that was stopped while the server closed their connection asks on a new one (attack X2)', () => {
  test('for the tokens of a login, which its last poll would else miss', async () => {
    const services = await forgetfulServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect((await afterStop(() => services.pollToken(authorization, call))).type).toBe('granted')
  })

  test('for new tokens, for who signed in, and for the end of the session', async () => {
    const services = await forgetfulServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    const first = await services.pollToken(authorization, call)
    if (first.type !== 'granted') throw new Error(first.type)
    expect((await afterStop(() => services.refreshTokens(first.tokens))).type).toBe('refreshed')
    expect((await afterStop(() => services.fetchUserInfo(first.tokens))).sub).toBe('person-1')
    expect(await afterStop(() => services.revokeTokens(first.tokens))).toEqual({ revoked: true })
  })
})
