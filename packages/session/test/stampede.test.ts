import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signedIn } from './login.ts'
import type { Login } from './login.ts'

const MANY = 1000

/** The refusals are spread over this time: some come while the refresh is under way, the others after it. */
const LATEST_REFUSAL_MS = 300

interface Scene extends Login {
  /** What each request brought as its credentials. */
  tokens: string[]
  /** What each call resolves to: its status. */
  callMany(): Promise<number[]>
  refreshCount(): number
}

/** A login whose refresh takes a while, and an API that no longer takes `access-token-1`. */
async function scene(): Promise<Scene> {
  const tokens: string[] = []
  const server = createServer(({ headers: { authorization = '' } }, response) => {
    tokens.push(authorization)
    if (authorization !== 'Bearer access-token-1') return response.end('{}')
    const refuse = () => response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
    return setTimeout(refuse, (tokens.length % 10) * (LATEST_REFUSAL_MS / 10))
  })
  // On a busy machine a connection may wait for long: none is to be closed while its next request is under way.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2 * MANY }, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const login = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] }, { allowedOrigins: [origin] })
  const call = async (): Promise<number> => {
    const response = await login.session.fetch(origin)
    await response.text()
    return response.status
  }
  return {
    ...login,
    tokens,
    callMany: () => Promise.all(Array.from({ length: MANY }, call)),
    refreshCount: () => login.services.calls('refreshTokens').length,
  }
}

describe('a thousand calls at once', { timeout: 60_000 }, () => {
  test('with an expired token make one refresh, and none is sent with the old token (F1)', async () => {
    const { services, callMany, refreshCount, tokens } = await scene()
    services.clock.jumpWall(3_600_000)
    const statuses = callMany()
    await expect.poll(refreshCount, { timeout: 30_000 }).toBe(1)
    await services.clock.advance(1000)
    expect(new Set(await statuses)).toEqual(new Set([200]))
    expect(refreshCount()).toBe(1)
    expect(new Set(tokens)).toEqual(new Set(['Bearer access-token-2']))
  })

  test('with a token that the API no longer takes make one refresh, also when the 401s come back staggered (F14, T23)', async () => {
    const { services, callMany, refreshCount, tokens } = await scene()
    const statuses = callMany()
    await expect.poll(refreshCount, { timeout: 30_000 }).toBe(1)
    await services.clock.advance(1000)
    expect(new Set(await statuses)).toEqual(new Set([200]))
    expect(refreshCount()).toBe(1)
    expect(tokens.filter((token) => token === 'Bearer access-token-1')).toHaveLength(MANY)
  })
})
