import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import { createScriptedServices, deviceAuthorization, tokenSet } from '@device-flow/testing'
import type { ScriptedServicesOptions } from '@device-flow/testing'
import { createActor, waitFor } from 'xstate'
import { expect, test, vi } from 'vitest'
import { createOAuthServices, OAuthOptionsError } from '../../src/index.ts'
import type { OAuthServices, OAuthServicesOptions } from '../../src/index.ts'
import { createDpop } from '../../src/dpop/index.ts'
import { lazyServices } from '../../src/lazy/index.ts'
import type { OAuthCode } from '../../src/lazy/index.ts'
import { microsoft } from '../../src/profiles/index.ts'
import { call, connect, failure, withoutHold } from '../support.ts'

const CLIENT: OAuthServicesOptions = { issuer: 'https://as.example', clientId: 'tv' }
const NOT_LOADED = 'A part of this app could not be loaded: if that lasts, reload the page.'

const loadNow = async (): Promise<OAuthCode> => ({ createOAuthServices })

/** Lazy services over scripted ones, and each load of their code. The first loads may fail. */
function lazily({ failures = 0, ...script }: ScriptedServicesOptions & { failures?: number } = {}) {
  const scripted = createScriptedServices(script)
  const { clock } = scripted
  const code: OAuthCode = {
    createOAuthServices: vi.fn<OAuthCode['createOAuthServices']>(() => scripted as unknown as OAuthServices),
  }
  const load = vi.fn<() => Promise<OAuthCode>>(async () => {
    if (load.mock.calls.length <= failures) throw new TypeError('Failed to fetch dynamically imported module')
    return code
  })
  return { services: lazyServices({ ...CLIENT, clock }, load), scripted, clock, code, load }
}

/** A login with them. */
function open(options?: Parameters<typeof lazily>[0], session?: Parameters<typeof sessionOf>[0]) {
  const lazy = lazily(options)
  const actor = createActor(createDeviceFlowMachine(lazy.services), { input: session && sessionOf(session) }).start()
  return { ...lazy, actor, view: () => toView(actor.getSnapshot()) }
}

/** Somebody who is signed in, with an access token for so long. */
function sessionOf({ expiresInMs }: { expiresInMs: number }) {
  const client = { server: 'https://as.example', clientId: 'tv' }
  const tokens = tokenSet({ expiresInMs })
  return { session: { version: 1, type: 'signedIn', client, tokens, refreshInFlight: false } as const }
}

test('the OAuth part is loaded when a login starts, not before, and once for all that follows', async () => {
  const { actor, clock, code, load, scripted } = open({ polls: ['pending', 'granted'] })
  expect(load).not.toHaveBeenCalled()
  actor.send({ type: 'start' })
  await clock.runUntil(() => actor.getSnapshot().matches('authorized'))
  actor.send({ type: 'refresh' })
  await clock.runUntil(() => scripted.calls('refreshTokens').length === 1 && actor.getSnapshot().matches('authorized'))
  actor.send({ type: 'signOut' })
  await clock.runUntil(() => scripted.revoked.length === 1)
  expect(load).toHaveBeenCalledTimes(1)
  expect(code.createOAuthServices).toHaveBeenCalledExactlyOnceWith({ ...CLIENT, clock })
})

test.each<[string, OAuthServicesOptions]>([
  ['an issuer', { ...CLIENT, scope: ' openid ', audience: 'https://api.example', resource: 'urn:a' }],
  [
    'endpoints',
    {
      endpoints: { deviceAuthorizationEndpoint: 'https://as.example/d', tokenEndpoint: 'https://AS.example/t' },
      clientId: 'tv',
    },
  ],
  ['a provider', { provider: microsoft({ tenant: 'contoso.example' }), clientId: 'tv', refreshGraceMs: 7 }],
])('whose session is restored is known without it: %s', (_, options) => {
  const { client, refreshGraceMs } = createOAuthServices(options)
  expect(lazyServices(options, () => new Promise(() => {}))).toMatchObject({ client, refreshGraceMs })
})

test('a login whose code cannot be loaded tries again, and shows its code (D6)', async () => {
  const { actor, clock, load } = open({ failures: 2 })
  actor.send({ type: 'start' })
  await clock.runUntil(() => actor.getSnapshot().matches('awaitingUser'))
  expect(load).toHaveBeenCalledTimes(3)
})

test('a login whose code never comes ends as offline, says what to do, and can be started again (D3)', async () => {
  const { actor, clock, view } = open({ failures: 4 })
  actor.send({ type: 'start' })
  await clock.runUntil(() => actor.getSnapshot().matches('error'))
  expect(view()).toMatchObject({ error: { reason: 'offline', message: expect.stringContaining(NOT_LOADED) } })
  actor.send({ type: 'retry' })
  await clock.runUntil(() => actor.getSnapshot().matches('awaitingUser'))
})

test('who is signed in stays so: a living token waits without the code, and a renewal that cannot load it is tried again (D6, T2)', async () => {
  const { clock, load, scripted, view } = open({ failures: 1 }, { expiresInMs: 3_600_000 })
  await clock.advance(3_000_000)
  expect([load.mock.calls.length, view().status]).toEqual([0, 'authorized'])
  await clock.runUntil(() => load.mock.calls.length === 1)
  await clock.advance(0)
  expect(view()).toMatchObject({
    status: 'authorized',
    problem: { reason: 'offline', message: expect.stringContaining(NOT_LOADED) },
  })
  await clock.runUntil(() => scripted.calls('refreshTokens').length === 1)
  await clock.advance(0)
  expect(view()).toMatchObject({ status: 'authorized', problem: undefined })
  expect(load).toHaveBeenCalledTimes(2)
})

test('a call waits for its code no longer than 30 s, and was surely not sent (T2)', async () => {
  const { clock } = createScriptedServices()
  const services = lazyServices({ ...CLIENT, clock: withoutHold(clock) }, () => new Promise(() => {}))
  const refresh = failure(services.refreshTokens(tokenSet()))
  await clock.advance(29_999)
  expect(clock.pendingTimers).toBe(1)
  await clock.advance(1)
  expect(await refresh).toMatchObject({
    name: 'TransientFault',
    reason: 'offline',
    message: NOT_LOADED,
    sentAt: undefined,
  })
})

test('a login that is cancelled while its code is loaded asks for no code (E2)', async () => {
  const { server } = await connect()
  const cancelling = new AbortController()
  const services = lazyServices({ issuer: server.issuer, clientId: 'tv' }, async () => {
    cancelling.abort()
    return { createOAuthServices }
  })
  const request = services.requestDeviceAuthorization({}, { signal: cancelling.signal })
  expect(await failure(request)).toBe(cancelling.signal.reason)
  expect(server.requests()).toEqual([])
})

test('options that cannot work are no outage: the login ends at once, and its cause names the option', async () => {
  const services = lazyServices({ ...CLIENT, issuer: 'http://as.example' }, loadNow)
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  const { error } = (await waitFor(actor, (snapshot) => snapshot.matches('error'), { timeout: 900 })).context
  expect(error).toMatchObject({ reason: 'unexpected', cause: expect.any(OAuthOptionsError) })
})

test('what was forgotten is told at once where it can be, and else by the login', async () => {
  const withoutLoad = lazyServices as unknown as (options: OAuthServicesOptions) => void
  expect(() => withoutLoad(CLIENT)).toThrow("needs a function that loads: () => import('@device-flow/oauth')")
  const services = lazyServices({ clientId: 'tv' } as OAuthServicesOptions, loadNow)
  expect(await failure(services.requestDeviceAuthorization({}, call))).toMatchObject({ option: 'issuer' })
})

test('each service is that of the code: a poll, a revocation, who it is, and a wait', async () => {
  const { server, signIn } = await connect()
  const tokens = await signIn()
  server.script('userinfo', { body: { sub: tokens.claims?.sub } })
  const services = lazyServices({ issuer: server.issuer, clientId: 'client-1' }, () => import('../../src/index.ts'))
  expect(await services.fetchUserInfo(tokens)).toMatchObject({ sub: tokens.claims?.sub })
  expect(await services.revokeTokens(tokens)).toEqual({ revoked: true })
  server.script('token', { status: 400, body: { error: 'access_denied' } })
  const code = deviceAuthorization({ receivedAt: Date.now() })
  expect(await services.pollToken(code, call)).toMatchObject({ type: 'ended', error: { reason: 'denied' } })
  await services.sleep({ atLeastMs: 1 }, call)
})

test('an API call with a bound token loads what proves it; without the option it is refused', async () => {
  const send = vi.fn<() => Promise<Response>>(async () => new Response('orders'))
  const request = {
    tokens: tokenSet(),
    method: 'GET',
    url: 'https://api.example',
    send,
    canRepeat: () => true,
    renew: async () => {},
  }
  const bound = lazyServices({ ...CLIENT, dpop: createDpop() }, loadNow)
  expect(await failure(bound.dpop!.send({ ...request, tokens: { ...tokenSet(), dpopKeyId: 'gone' } }))).toMatchObject({
    reason: 'signedOut',
  })
  expect(await failure(lazyServices(CLIENT, loadNow).dpop!.send(request))).toMatchObject({ reason: 'unsupported' })
  expect(send).not.toHaveBeenCalled()
})

test('code that is loaded in advance is there when the login starts, and a failure of that is silent', async () => {
  const { services, load } = lazily({ failures: 1 })
  services.preload()
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1))
  await load.mock.results[0]!.value.catch(() => {})
  services.preload()
  await services.requestDeviceAuthorization({}, call)
  expect(load).toHaveBeenCalledTimes(2)
})
