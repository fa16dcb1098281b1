import { delayed } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ORDERS, refused, startApi, tokensSent } from './api.ts'
import { signedIn } from './login.ts'
import type { Login } from './login.ts'

const MANY = 1000

let api: ScriptedServer
let login: Login

beforeEach(async () => {
  api = await startApi()
  login = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] }, { allowedOrigins: [api.origin] })
})
afterEach(() => api.close())

const refreshCount = (): number => login.services.calls('refreshTokens').length

async function statuses(calls: Promise<Response>[]): Promise<Set<number>> {
  const responses = await Promise.all(calls)
  await Promise.all(responses.map((response) => response.text()))
  return new Set(responses.map(({ status }) => status))
}

function callMany(): Promise<Response>[] {
  return Array.from({ length: MANY }, () => login.session.fetch(`${api.origin}${ORDERS}`))
}

describe('a thousand calls at once', { timeout: 20_000 }, () => {
  test('with an expired token make one refresh, and none is sent with the old token (F1)', async () => {
    login.services.clock.jumpWall(3_600_000)
    const calls = callMany()
    await login.services.clock.advance(1000)
    expect(await statuses(calls)).toEqual(new Set([200]))
    expect(refreshCount()).toBe(1)
    expect(new Set(tokensSent(api))).toEqual(new Set(['Bearer access-token-2']))
  })

  test('with a token that the API no longer takes make one refresh, also when the 401s come back staggered (F14, T23)', async () => {
    let refusals = 0
    api.always(ORDERS, ({ headers }) => {
      if (headers.authorization !== 'Bearer access-token-1') return { body: { orders: [] } }
      // Some at once, while the refresh is under way, the others long after it.
      return delayed((refusals++ % 10) * 30, refused('Bearer error="invalid_token"'))
    })
    const calls = callMany()
    const finished = statuses(calls)
    await expect.poll(refreshCount).toBe(1)
    await login.services.clock.advance(1000)
    expect(await finished).toEqual(new Set([200]))
    expect(refreshCount()).toBe(1)
    expect(refusals).toBe(MANY)
  })
})
