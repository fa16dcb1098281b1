import { getEventListeners } from 'node:events'
import { tokenSourceOf } from '@device-flow/machine/tokens'
import { redirect, startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAuthorizedFetch } from '../src/index.ts'
import type { Session } from '../src/index.ts'
import { ORDERS, refused, startApi, tokensSent } from './api.ts'
import { API, signedIn } from './login.ts'
import type { Login } from './login.ts'

let api: ScriptedServer
let login: Login
let session: Session

beforeEach(async () => {
  api = await startApi()
  login = await signedIn({}, { allowedOrigins: [api.origin] })
  session = login.session
})

afterEach(async () => {
  await api.close()
})

const refreshCount = (): number => login.services.calls('refreshTokens').length

describe('session.fetch', () => {
  test('sends the access token as bearer, beside what the caller sends', async () => {
    const response = await session.fetch(`${api.origin}${ORDERS}`, {
      method: 'POST',
      body: 'tea',
      headers: { 'x-trace': '1', authorization: 'Basic bm8=' },
    })
    expect(await response.json()).toEqual({ orders: [] })
    const [request] = api.requests()
    expect(request).toMatchObject({ method: 'POST', body: 'tea' })
    expect(request?.headers).toMatchObject({ 'x-trace': '1', authorization: 'Bearer access-token-1' })
  })

  test('keeps method, headers and body of a Request', async () => {
    const request = new Request(`${api.origin}${ORDERS}`, { method: 'PUT', body: 'tea', headers: { 'x-trace': '1' } })
    await session.fetch(request)
    expect(api.requests()[0]).toMatchObject({ method: 'PUT', body: 'tea' })
    expect(api.requests()[0]?.headers).toMatchObject({ 'x-trace': '1', authorization: 'Bearer access-token-1' })
  })

  test('renews an expired token before it sends the request', async () => {
    login.services.clock.jumpWall(3_600_000)
    await session.fetch(new URL(`${api.origin}${ORDERS}`))
    expect(tokensSent(api)).toEqual(['Bearer access-token-2'])
  })

  test('stops waiting for a new token when the caller aborts, and the refresh goes on for the others (T5)', async () => {
    login.services.script({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    login.services.clock.jumpWall(3_600_000)
    const controller = new AbortController()
    const response = session.fetch(`${api.origin}${ORDERS}`, { signal: controller.signal })
    const another = session.getAccessToken()
    controller.abort()
    await expect(response).rejects.toMatchObject({ name: 'AbortError' })
    expect(api.requests()).toHaveLength(0)
    await login.services.clock.advance(1000)
    expect(await another).toBe('access-token-2')
    expect(refreshCount()).toBe(1)
  })

  test('follows a redirect to another origin without the token, and does not take its 401 for a dead token (H5)', async () => {
    const elsewhere = await startScriptedServer()
    elsewhere.always(ORDERS, refused())
    api.script(ORDERS, redirect(`${elsewhere.origin}${ORDERS}`))
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
    expect(tokensSent(elsewhere)).toEqual([undefined])
    expect(refreshCount()).toBe(0)
    await elsewhere.close()
  })

  test('uses the fetch it was given', async () => {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input))
      return Response.json({})
    }
    const other = (await signedIn({}, { fetch })).session
    await other.fetch(`${API}/orders`)
    expect(asked).toEqual([`${API}/orders`])
  })

  test('with a token that lives sends each call but the first at once, and does not listen to the caller’s signal', async () => {
    let sent = 0
    const fetch: typeof globalThis.fetch = async () => {
      sent += 1
      return Response.json({})
    }
    const other = (await signedIn({}, { fetch })).session
    const { signal } = new AbortController()
    await other.fetch(`${API}/orders`)
    void other.fetch(`${API}/orders`, { signal })
    expect([sent, getEventListeners(signal, 'abort').length]).toEqual([2, 0])
  })

  test('takes its tokens from a source of one’s own, too', async () => {
    const { clock } = login.services
    const source = tokenSourceOf(session.actor, () => clock.now())
    const fetch = createAuthorizedFetch(source, { allowedOrigins: [api.origin], clock })
    expect((await fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
    expect(tokensSent(api)).toEqual(['Bearer access-token-1'])
  })
})
