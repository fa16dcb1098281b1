import { describe, expect, test } from 'vitest'
import {
  createRotatingFetch,
  createScriptedFetch,
  delayed,
  empty,
  granted,
  hang,
  huge,
  pending,
} from '../../src/fetch.ts'
import type { ScriptedResponse } from '../../src/fetch.ts'
import { createVirtualClock } from '../../src/virtual.ts'
import { poll, post } from '../requests.ts'

const reasonOf = (response: Promise<unknown>): Promise<unknown> => response.catch((reason: unknown) => reason)

test('a server of a page is where it is told to be, and needs no such host', async () => {
  expect(createScriptedFetch().issuer).toBe('https://as.example')
  const server = createScriptedFetch({ origin: 'https://id.example:8443/', issuerPath: '/realms/demo' })
  const response = await server.fetch(`${server.issuer}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({
    issuer: 'https://id.example:8443/realms/demo',
    token_endpoint: 'https://id.example:8443/token',
  })
  expect(() => createScriptedFetch({ origin: 'as.example' })).toThrow(TypeError)
})

test('it takes all that fetch is called with, and shows where a response came from', async () => {
  const server = createScriptedFetch()
  const request = new Request(`${server.origin}/token?a=1#part`, {
    method: 'POST',
    body: 'b=2',
    headers: { dpop: 'x' },
  })
  const response = await server.fetch(request)
  expect([response.url, response.type, response.redirected]).toEqual([`${server.origin}/token?a=1`, 'cors', false])
  await server.fetch(new URL(server.endpoints.jwksUri))
  expect(server.requests()).toMatchObject([
    { method: 'POST', path: '/token', body: 'b=2', headers: { dpop: 'x' } },
    { method: 'GET', endpoint: 'jwks' },
  ])
  await expect(server.fetch('/token')).rejects.toThrow(TypeError)
})

test('it answers with 204, and with several headers of one name', async () => {
  const server = createScriptedFetch()
  server.script('/a', { ...empty(204), headers: { link: ['<a>', '<b>'] } })
  const response = await server.fetch(`${server.origin}/a`)
  expect([response.status, response.body, response.headers.get('link')]).toEqual([204, null, '<a>, <b>'])
})

/** A request that can be given up, and the response to it. */
function abortable(response: ScriptedResponse) {
  const server = createScriptedFetch({ script: { token: [response] } })
  const controller = new AbortController()
  const { signal } = controller
  return { server, controller, answer: post(server, server.endpoints.tokenEndpoint, {}, { signal }) }
}

describe('a request that the page gives up (E1)', () => {
  const reason = new Error('enough')
  test.each([
    ['before it was sent', 0],
    ['while nothing comes', 1],
  ])('rejects with the reason that it was given, %s', async (_when, requests) => {
    const { server, controller, answer } = abortable(hang())
    if (requests > 0) await server.waitForRequest('token')
    controller.abort(reason)
    expect(await reasonOf(answer)).toBe(reason)
    expect(server.requests('token').map(({ aborted }) => aborted)).toEqual(requests > 0 ? [true] : [])
  })

  test('does so within the body, too, and while it is still being made', async () => {
    for (const response of [hang('body'), huge(1e12)]) {
      const { server, controller, answer } = abortable(response)
      const text = (await answer).text()
      controller.abort(reason)
      expect(await reasonOf(text)).toBe(reason)
      expect(server.requests('token')).toMatchObject([{ aborted: true }])
    }
  })

  test('does so with a body that is there and was not read yet, and no more once it was', async () => {
    const { server, controller, answer } = abortable(pending())
    const response = await answer
    const other = await post(server, server.endpoints.tokenEndpoint, {}, { signal: controller.signal })
    expect(await other.clone().blob()).toMatchObject({ type: 'application/json', size: 33 })
    expect(await other.json()).toEqual({ error: 'authorization_pending' })
    controller.abort(reason)
    expect(await reasonOf(response.arrayBuffer())).toBe(reason)
    expect(server.requests('token').map(({ aborted }) => aborted)).toEqual([false, false])
  })

  test('does so when it is called off before it begins', async () => {
    const server = createScriptedFetch()
    const signal = AbortSignal.abort(reason)
    expect(await reasonOf(post(server, server.endpoints.tokenEndpoint, {}, { signal }))).toBe(reason)
    expect(server.requests()).toEqual([])
  })

  test('does so by a signal of a page that is imitated, which the platform would refuse', async () => {
    const server = createScriptedFetch({ script: { token: [hang()] } })
    const events = new EventTarget()
    const signal = Object.assign(events, { aborted: false, reason }) as unknown as AbortSignal
    const answer = post(server, server.endpoints.tokenEndpoint, {}, { signal })
    await server.waitForRequest('token')
    events.dispatchEvent(new Event('abort'))
    expect(await reasonOf(answer)).toBe(reason)
  })
})

describe('the time of a server of a page', () => {
  test('is that of its clock: delays, what is recorded, and what is signed (B1)', async () => {
    const clock = createVirtualClock({ now: 5_000_000 })
    const server = createScriptedFetch({ clock, script: { token: [delayed(3000, pending()), granted()] } })
    const answer = poll(server)
    await clock.advance(2999)
    expect(server.requests('token')[0]?.respondedAt).toBeUndefined()
    await clock.advance(1)
    expect((await answer).status).toBe(400)
    expect(server.requests('token')[0]?.respondedAt).toEqual({ wall: 5_003_000, monotonic: 3000 })
    await clock.advance(7000)
    const { id_token } = (await (await poll(server)).json()) as { id_token: string }
    expect(JSON.parse(atob(id_token.split('.')[1]!))).toMatchObject({ iat: 5010, exp: 8610 })
    expect(server.gaps('token')).toEqual([7000])
  })

  test('ends logins and tokens: fifteen minutes pass at once', async () => {
    const clock = createVirtualClock()
    const server = createRotatingFetch({ clock, interval: 5, expiresIn: 900, accessTokenSeconds: 600 })
    const { access_token } = server.signIn('tv')
    const code = (await (await post(server, server.endpoints.deviceAuthorizationEndpoint)).json()) as {
      device_code: string
    }
    const told = async (): Promise<unknown> => (await poll(server, code)).json()
    expect(await told()).toEqual({ error: 'slow_down' })
    await clock.advance(900_000)
    expect(await told()).toEqual({ error: 'expired_token' })
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await server.fetch(server.apiUrl, { headers })).status).toBe(401)
  })

  test('waits for what is signed, where its clock can: no time-out comes of it', async () => {
    const clock = createVirtualClock()
    const server = createScriptedFetch({ clock, script: { token: [granted()] } })
    const answer = poll(server)
    await clock.advance(60_000)
    expect(server.requests('token')[0]?.respondedAt?.monotonic).toBe(0)
    expect((await answer).status).toBe(200)
  })
})
