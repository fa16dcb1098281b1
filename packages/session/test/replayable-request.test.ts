import { setImmediate as nextTurn } from 'node:timers/promises'
import { Secret } from '@device-flow/machine'
import type { IdTokenClaims, TokenSet } from '@device-flow/machine'
import { tokenSourceOf } from '@device-flow/machine/tokens'
import { delayed } from '@device-flow/testing'
import type { ScriptedServer, ServicesScript } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
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

type FetchArguments = Parameters<Session['fetch']>

const MIB = 1_048_576
const CHUNK = 65_536

/** A request whose body is read as it is sent. */
function streaming(length: number): RequestInit {
  return { method: 'POST', body: new Blob(['x'.repeat(length)]).stream(), duplex: 'half' } as RequestInit
}

/** A fetch that reads nothing of what it is to send, until it is aborted. */
const neverAnswering: typeof fetch = (input, init) =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => {
      void (input as Request).body?.cancel()
      reject(init.signal?.reason)
    })
  })

const tokensOf = (name: string): TokenSet => ({
  accessToken: new Secret(name),
  refreshToken: new Secret('refresh-token-1'),
  tokenType: 'bearer',
  receivedAt: 0,
})

const claimsOf = (sub: string): IdTokenClaims => ({ iss: 'https://id.example', sub, aud: 'tv', iat: 0, exp: 1 })

const refreshCount = (): number => login.services.calls('refreshTokens').length

describe('session.fetch', () => {
  test.each([
    ['invalid_token', 'Bearer realm="api", error="invalid_token", error_description="expired"'],
    ['a challenge that names no error', 'Bearer realm="api"'],
    ['one challenge among several', 'Basic realm="x", Bearer error=invalid_token'],
    ['another error in the challenge of another scheme', 'DPoP error="use_dpop_nonce", Bearer error="invalid_token"'],
    ['a challenge before it that is no list of parameters', 'Negotiate YWJjZA==, Bearer error="invalid_token"'],
    ['an error spelt in a realm', String.raw`Bearer realm="a, DPoP error=\"x\"", ERROR = invalid_token`],
    ['no challenge at all', undefined],
  ])('renews the token once after a 401 with %s, and sends the request once more', async (_, challenge) => {
    api.script(ORDERS, refused(challenge))
    const response = await session.fetch(`${api.origin}${ORDERS}`, { method: 'POST', body: 'tea' })
    expect(response.status).toBe(200)
    expect(tokensSent(api)).toEqual(['Bearer access-token-1', 'Bearer access-token-2'])
    expect(api.requests().map((request) => request.body)).toEqual(['tea', 'tea'])
    expect(refreshCount()).toBe(1)
  })

  test.each([
    ['is not about the token', refused('Bearer error="invalid_request"')],
    ['asks for something else', refused('Basic realm="api"')],
    ['merely quotes such a challenge', refused('Basic realm="use, Bearer error=invalid_token"')],
    ['rejects the token of another scheme', refused('DPoP error="invalid_token", Bearer error="invalid_request"')],
    ['is cut off in the middle', refused('Basic realm="x, Bearer error=invalid_token')],
    ['is a 403', { status: 403 }],
    ['is a 403 though it names the token', { ...refused('Bearer error="invalid_token"'), status: 403 }],
    ['is a 400 though it names the scope', { ...refused('Bearer error="insufficient_scope"'), status: 400 }],
  ])('returns a refusal that %s as it is', async (_, answer) => {
    api.script(ORDERS, answer)
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(answer.status)
    expect(refreshCount()).toBe(0)
  })

  test('returns the second 401, and does not go on', async () => {
    api.always(ORDERS, refused())
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
    expect(tokensSent(api)).toHaveLength(2)
  })

  test('renews once for an API that takes no token at all, however often it is asked (T23)', async () => {
    api.always(ORDERS, refused('Bearer error="invalid_token"'))
    for (let call = 0; call < 5; call++) {
      expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
    }
    expect(refreshCount()).toBe(1)
  })

  test('renews anew for a token that came after the one that was refused twice (T26)', async () => {
    api.script(ORDERS, refused(), refused())
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
    await session.refresh()
    await login.services.clock.advance(5_000)
    api.script(ORDERS, refused())
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
    expect(refreshCount()).toBe(3)
  })

  test('renews not each time for an API that takes no token at all, whoever else has renewed it meanwhile (T23, F16)', async () => {
    api.always(ORDERS, refused('Bearer error="invalid_token"'))
    const ask = async (): Promise<number> => {
      // As a process of its own has it, which knows nothing of what others were refused.
      const fetch = createAuthorizedFetch(session.actor, { allowedOrigins: [api.origin], clock: login.services.clock })
      return (await fetch(`${api.origin}${ORDERS}`)).status
    }
    for (let call = 0; call < 4; call++) expect(await ask()).toBe(401)
    expect(refreshCount()).toBe(1)
    await login.services.clock.advance(5_000)
    expect(await ask()).toBe(401)
    expect(refreshCount()).toBe(2)
  })

  test('renews for one API though another has refused the new token (T23)', async () => {
    const other = await startApi()
    const both = { allowedOrigins: [api.origin, other.origin], clock: login.services.clock }
    const fetch = createAuthorizedFetch(session.actor, both)
    api.always(ORDERS, refused())
    expect((await fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
    await login.services.clock.advance(5_000)
    other.script(ORDERS, refused())
    expect((await fetch(`${other.origin}${ORDERS}`)).status).toBe(200)
    expect(refreshCount()).toBe(2)
    await other.close()
  })

  test('renews once for ten requests that are refused together (F1)', async () => {
    api.always(ORDERS, ({ headers }) =>
      headers.authorization === 'Bearer access-token-1' ? refused() : { body: { orders: [] } },
    )
    const all = Array.from({ length: 10 }, () => session.fetch(`${api.origin}${ORDERS}`))
    expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true)
    expect(refreshCount()).toBe(1)
  })

  test('does not renew again for a token that has been replaced meanwhile (F14)', async () => {
    api.script(ORDERS, delayed(60, refused()), refused())
    const late = session.fetch(`${api.origin}${ORDERS}`)
    await api.waitForRequest(ORDERS)
    await session.fetch(`${api.origin}${ORDERS}`)
    expect((await late).status).toBe(200)
    expect(refreshCount()).toBe(1)
    expect(tokensSent(api).filter((token) => token === 'Bearer access-token-2')).toHaveLength(2)
  })

  test.each([
    ['a text', () => 'tea'],
    ['a form', () => new URLSearchParams({ drink: 'tea' })],
    ['a short stream', () => new Blob(['tea']).stream()],
  ])('sends a Request with %s once more after a 401', async (_, body) => {
    api.script(ORDERS, refused())
    const headers = { 'x-trace': '1' }
    const init = { method: 'POST', body: body(), headers, duplex: 'half' } as RequestInit
    const request = new Request(`${api.origin}${ORDERS}`, init)
    expect((await session.fetch(request)).status).toBe(200)
    expect(tokensSent(api)).toEqual(['Bearer access-token-1', 'Bearer access-token-2'])
    const [first, second] = api.requests()
    expect(second).toMatchObject({ method: 'POST', body: first?.body })
    expect(second?.headers['x-trace']).toBe('1')
    expect(second?.headers['content-type']).toBe(first?.headers['content-type'])
    expect(request.bodyUsed).toBe(true)
    expect(refreshCount()).toBe(1)
  })

  test('sends a Request once more whose body the browser does not show', async () => {
    api.script(ORDERS, refused())
    const request = new Request(`${api.origin}${ORDERS}`, { method: 'POST', body: 'tea' })
    Object.defineProperty(request, 'body', { value: undefined })
    expect((await session.fetch(request)).status).toBe(200)
    expect(api.requests().map(({ body }) => body)).toEqual(['tea', 'tea'])
    expect(api.requests()[1]?.headers['content-type']).toBe(api.requests()[0]?.headers['content-type'])
  })

  test('returns the 401 to one that is too long to be kept, where the browser does not show it', async () => {
    api.script(ORDERS, refused())
    const request = new Request(`${api.origin}${ORDERS}`, { method: 'POST', body: 'x'.repeat(MIB + 1) })
    Object.defineProperty(request, 'body', { value: undefined })
    expect((await session.fetch(request)).status).toBe(401)
    expect(refreshCount()).toBe(1)
  })

  test.each([
    ['given as one', (url: string): FetchArguments => [url, streaming(3)]],
    [
      'in a Request that is too long to be kept',
      (url: string): FetchArguments => [new Request(url, streaming(3 * MIB))],
    ],
  ])(
    'returns the 401 to a stream %s, which cannot be sent again, and the next request has a new token',
    async (_, to) => {
      api.script(ORDERS, refused())
      const response = await session.fetch(...to(`${api.origin}${ORDERS}`))
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: 'unauthorized' })
      expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
      expect(tokensSent(api)).toEqual(['Bearer access-token-1', 'Bearer access-token-2'])
      expect(refreshCount()).toBe(1)
    },
  )

  test('reads no more than the beginning of a long Request ahead of its recipient', async () => {
    let read = 0
    const body = new ReadableStream({
      pull(stream) {
        read += CHUNK
        if (read > 4 * MIB) stream.close()
        else stream.enqueue(new Uint8Array(CHUNK))
      },
    })
    const other = (await signedIn({}, { fetch: neverAnswering })).session
    void other.fetch(new Request(API, { method: 'POST', body, duplex: 'half' } as RequestInit))
    await vi.waitFor(() => expect(read).toBeGreaterThanOrEqual(MIB))
    await nextTurn()
    expect(read).toBeLessThan(2 * MIB)
  })

  test('lets go of the body of a Request when the caller aborts', async () => {
    let isCancelled = false
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) })
    const other = (await signedIn({}, { fetch: neverAnswering })).session
    const controller = new AbortController()
    const request = new Request(API, { method: 'POST', body, duplex: 'half' } as RequestInit)
    const response = other.fetch(request, { signal: controller.signal })
    await nextTurn()
    controller.abort()
    await expect(response).rejects.toMatchObject({ name: 'AbortError' })
    await nextTurn()
    expect(isCancelled).toBe(true)
  })

  test('takes the same token for the same, though a store has handed it out as another object', async () => {
    let kept = 'access-token-1'
    const renew = async (): Promise<TokenSet> => tokensOf((kept = 'access-token-2'))
    const source = { held: () => tokensOf(kept), fresh: async () => tokensOf(kept), renew }
    api.script(ORDERS, refused())
    const fetch = createAuthorizedFetch(source, { allowedOrigins: [api.origin] })
    expect((await fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
    expect(tokensSent(api)).toEqual(['Bearer access-token-1', 'Bearer access-token-2'])
  })

  test('does not send what one person asked for with the token of the next (T18)', async () => {
    let held = { ...tokensOf('access-token-1'), claims: claimsOf('ada') }
    const current = async (): Promise<TokenSet> => held
    const fetch = createAuthorizedFetch(
      { held: () => held, fresh: current, renew: current },
      { allowedOrigins: [api.origin] },
    )
    api.script(ORDERS, delayed(60, refused()))
    const response = fetch(`${api.origin}${ORDERS}`, { method: 'DELETE' })
    await api.waitForRequest(ORDERS)
    held = { ...tokensOf('access-token-of-bob'), claims: claimsOf('bob') }
    expect((await response).status).toBe(401)
    expect(tokensSent(api)).toEqual(['Bearer access-token-1'])
  })

  test('rejects as signedOut when the person has signed out meanwhile', async () => {
    api.script(ORDERS, delayed(60, refused()))
    const response = session.fetch(`${api.origin}${ORDERS}`)
    await api.waitForRequest(ORDERS)
    await session.signOut()
    await expect(response).rejects.toMatchObject({ reason: 'signedOut' })
    expect(tokensSent(api)).toEqual(['Bearer access-token-1'])
  })

  test('rejects as signedOut when neither the API nor the server takes its token any more, and the session is over (R9)', async () => {
    login.services.script({ refreshes: [{ refused: { isTimed: true } }] })
    api.always(ORDERS, refused('Bearer error="invalid_token"'))
    await expect(session.fetch(`${api.origin}${ORDERS}`)).rejects.toMatchObject({ reason: 'signedOut' })
    expect(session.view).toMatchObject({ status: 'error', error: { reason: 'signedOut' } })
    expect(refreshCount()).toBe(1)
  })

  test('keeps the session to its end when the API does not say that it is the token that it refuses (T4)', async () => {
    login.services.script({ refreshes: [{ refused: { isTimed: true } }] })
    api.script(ORDERS, refused())
    await expect(session.fetch(`${api.origin}${ORDERS}`)).rejects.toMatchObject({ reason: 'signedOut' })
    expect(session.view.status).toBe('authorized')
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
  })

  test('keeps the session when the server was merely out of reach, and asks for a renewal once', async () => {
    login.services.script({ refreshes: [{ fault: 'offline' }] })
    api.script(ORDERS, refused('Bearer error="invalid_token"'))
    const source = tokenSourceOf(session.actor, () => login.services.clock.now())
    const renew = vi.fn<() => Promise<TokenSet>>(source.renew)
    const fetch = createAuthorizedFetch(
      { ...source, renew },
      { allowedOrigins: [api.origin], clock: login.services.clock },
    )
    await expect(fetch(`${api.origin}${ORDERS}`)).rejects.toMatchObject({ reason: 'offline' })
    expect(session.view.status).toBe('authorized')
    expect(renew).toHaveBeenCalledOnce()
  })

  test('returns the 401 when there is no refresh token', async () => {
    const script: ServicesScript = { polls: [{ granted: { refreshToken: null } }] }
    const other = (await signedIn(script, { allowedOrigins: [api.origin] })).session
    api.script(ORDERS, refused())
    expect((await other.fetch(`${api.origin}${ORDERS}`)).status).toBe(401)
  })
})
