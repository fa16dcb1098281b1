import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRelayFetch } from '../../src/servers/relay-fetch.ts'

/** What the page sent to its relay. */
let sent: Request
let answer: Response

const relayFetch = createRelayFetch('http://127.0.0.1:8632/relay')

function carried(body: BodyInit | null, said: object): Response {
  return new Response(body, { headers: { 'Relay-Response': encodeURIComponent(JSON.stringify(said)) } })
}

beforeEach(() => {
  answer = carried('{"ok":true}', { status: 200, statusText: 'OK', headers: [['content-type', 'application/json']] })
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    sent = new Request(...args)
    if (sent.signal.aborted) throw sent.signal.reason
    return answer
  })
})
afterEach(() => void vi.unstubAllGlobals())

const asked = (): unknown => JSON.parse(decodeURIComponent(sent.headers.get('Relay-Request') ?? ''))

test('a form reaches the relay as it was given, with its headers, and nothing of it in the address', async () => {
  const body = new URLSearchParams({ client_id: 'tv', device_code: 'geheim' })
  await relayFetch('https://id.example/token', { method: 'POST', body, headers: { DPoP: 'proof' } })
  expect([sent.url, sent.method, sent.credentials]).toEqual(['http://127.0.0.1:8632/relay', 'POST', 'omit'])
  expect(asked()).toEqual({
    url: 'https://id.example/token',
    method: 'POST',
    headers: [
      ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'],
      ['dpop', 'proof'],
    ],
  })
  expect(await sent.text()).toBe('client_id=tv&device_code=geheim')
})

test('a GET goes to the relay as one', async () => {
  await relayFetch(new URL('https://id.example/.well-known/openid-configuration'), { headers: { Accept: 'a/b' } })
  expect(asked()).toMatchObject({ method: 'GET', headers: [['accept', 'a/b']] })
})

test('the answer is a response as of any fetch: address, status, every header, body', async () => {
  const headers = [
    ['date', 'Sun, 29 Nov 2026 09:00:00 GMT'],
    ['retry-after', '7'],
    ['www-authenticate', 'Bearer'],
    ['www-authenticate', 'DPoP'],
  ]
  answer = carried('{"error":"slow_down"}', { status: 429, statusText: 'Too Many Requests', headers })
  const response = await relayFetch('https://id.example/token', { method: 'POST' })
  expect(response).toMatchObject({ status: 429, statusText: 'Too Many Requests', ok: false })
  expect(response.url).toBe('https://id.example/token')
  expect(response.headers.get('retry-after')).toBe('7')
  expect(response.headers.get('www-authenticate')).toBe('Bearer, DPoP')
  expect(await response.json()).toEqual({ error: 'slow_down' })
})

test.each([204, 205, 304])('the status %i, which may have no body, has none', async (status) => {
  answer = carried('', { status, statusText: '', headers: [] })
  const response = await relayFetch('https://id.example/revoke', { method: 'POST' })
  expect([response.status, response.body]).toEqual([status, null])
})

test('a redirect is given back, and is an error for who asked for that', async () => {
  const redirect = { status: 302, statusText: 'Found', headers: [['location', 'https://elsewhere.example/']] }
  answer = carried('', redirect)
  const response = await relayFetch('https://id.example/', { redirect: 'manual' })
  expect([response.status, response.headers.get('location')]).toEqual([302, 'https://elsewhere.example/'])
  answer = carried('', redirect)
  await expect(relayFetch('https://id.example/', { redirect: 'error' })).rejects.toThrow(TypeError)
})

test('what the relay refuses, or cannot reach, rejects as fetch does, in the words of the relay', async () => {
  answer = Response.json({ error: 'The relay cannot reach https://id.example (ENOTFOUND).' }, { status: 502 })
  const failed = relayFetch('https://id.example/')
  await expect(failed).rejects.toThrow('The relay cannot reach https://id.example (ENOTFOUND).')
  await expect(failed).rejects.toBeInstanceOf(TypeError)
})

test.each([
  [
    'a page of something else, with an error',
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    /status 502/,
  ],
  ['a page of something else', () => new Response('<h1>Hello</h1>'), /no relay at this address/],
])('%s in the place of the relay is no answer of the server', async (_what, make, words) => {
  answer = make()
  await expect(relayFetch('https://id.example/')).rejects.toThrow(words)
})

test('a request that is aborted rejects with the reason, at once', async () => {
  const reason = new Error('the person left')
  await expect(relayFetch('https://id.example/', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
