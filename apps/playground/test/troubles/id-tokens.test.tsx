import { createLoginBinding } from '@device-flow/oauth/binding'
import { createOAuthServices } from '@device-flow/oauth'
import { base64url, decodeProtectedHeader } from 'jose'
import { act } from 'react'
import { describe, expect, test } from 'vitest'
import { changeJson } from '../../src/lab/signing/change-json.ts'
import type { Interceptor } from '../../src/lab/troubles/trouble.ts'
import { TROUBLES } from '../../src/troubles/all-troubles.ts'
import { TroublesPanel } from '../../src/troubles/troubles-panel.tsx'
import { watchedFetch } from '../../src/wire/watched-fetch.ts'
import { openDevice } from '../open-playground.tsx'
import { troubledLogin } from './troubled-login.tsx'

describe('an ID token that is good but for one thing ends the login, which names it', () => {
  test.each([
    ['iss', 'iss'],
    ['aud', 'aud'],
    ['exp', 'exp'],
    ['nbf', 'nbf'],
    ['sub', 'sub'],
    ['alg-none', 'alg'],
    ['signature', 'signature'],
    ['kid', 'kid'],
  ])('%s', async (part, field) => {
    const login = await troubledLogin()
    await login.trouble(`id-token-${part}`)
    await login.untilPoll()
    expect(login.struck()).toEqual([])
    await login.press('Allow all')
    await login.untilStatus('error')
    expect(login.flow().error).toMatchObject({ reason: 'invalidIdToken', field })
    expect(login.struck()).toMatchObject([{ kind: 'poll', verdict: { outcome: 'invalidIdToken' } }])

    // It was that one: the next login is good.
    await login.press('Try again')
    await login.untilStatus('awaitingUser')
    await login.approve()
  })

  test('one that was issued tomorrow is taken: nobody has to refuse it', async () => {
    const login = await troubledLogin()
    await login.trouble('id-token-iat')
    await login.approve()
    expect(login.struck()).toHaveLength(1)
    expect(Number(login.flow().claims?.iat) * 1000).toBeGreaterThan(login.lab().clock.now())
  })

  test('a key that the server has changed is fetched, and the login goes on', async () => {
    const login = await troubledLogin()
    await login.trouble('key-rotation')
    await login.approve()
    expect(
      login
        .lab()
        .wire.list()
        .map(({ kind }) => kind),
    ).toEqual(['discovery', 'deviceAuthorization', 'keys', 'poll', 'keys'])
    expect(login.struck()).toMatchObject([{ kind: 'poll', verdict: { outcome: 'granted' } }])
    expect(login.button('key-rotation').getAttribute('aria-pressed')).toBe('true')
  })

  test('only one of them is on at a time', async () => {
    const login = await troubledLogin()
    await login.trouble('id-token-iss')
    await login.trouble('id-token-aud')
    expect(
      login
        .lab()
        .troubles.list()
        .map(({ name }) => name),
    ).toEqual(['id-token-aud'])
  })
})

/** As a server does that signs with extensions: of a token with such a header nothing else is judged. */
const demandExtensions: Interceptor = async ({ pass, strike, lab }) =>
  lab.clock.hold(
    pass().then((response) =>
      changeJson<{ id_token: string }>(response, (body) => {
        strike()
        const header = { ...decodeProtectedHeader(body.id_token), crit: ['x'] }
        const rest = body.id_token.slice(body.id_token.indexOf('.'))
        return Promise.resolve({ ...body, id_token: base64url.encode(JSON.stringify(header)) + rest })
      }),
    ),
  )

test.each(['iss', 'crit', 'aud'])(
  'whether the server or the client has to mend an ID token is told at its %s, on the device and on the wire',
  async (field) => {
    const login = await troubledLogin()
    const trouble = TROUBLES.find(({ name }) => name === `id-token-${field === 'crit' ? 'iss' : field}`)!
    act(() => login.lab().troubles.switchOn(field === 'crit' ? { ...trouble, intercept: demandExtensions } : trouble))
    await login.press('Allow all')
    await login.untilStatus('error')
    expect(login.flow().error).toMatchObject({ reason: 'invalidIdToken', field })
    const words = field === 'aud' ? "check the client's settings" : 'report it to whoever runs the server'
    expect(document.querySelector('.screen-problem')?.textContent).toContain(words)
    expect(login.judged('poll').at(-1)?.verdict?.meaning).toContain(words)
  },
)

test('without openid in the scope there is no ID token to change, and each button says so', async () => {
  const { lab } = openDevice({ scope: 'offline_access' }, <TroublesPanel />)
  for (const trouble of TROUBLES.filter(({ group }) => group === 'idToken'))
    expect(trouble.obstacle?.(lab())).toContain('Add openid to the scope')
})

test('a nonce of another login is refused where one was sent, and elsewhere its button says why it cannot be pressed', async () => {
  const { lab, until } = openDevice()
  const nonce = TROUBLES.find(({ name }) => name === 'id-token-nonce')!
  expect(nonce.obstacle?.(lab())).toContain('sends no nonce')

  const { clock, server, troubles } = lab()
  const services = createOAuthServices({
    issuer: server.scripted!.issuer,
    clientId: 'playground',
    scope: 'openid',
    clock,
    fetch: watchedFetch(lab(), 'device'),
    loginBinding: createLoginBinding({ nonce: true }),
  })
  const call = { signal: new AbortController().signal }
  const login = async (): Promise<string | undefined> => {
    const authorization = await services.requestDeviceAuthorization({}, call)
    server.scripted!.approve()
    await act(() => clock.step(5000))
    const outcome = await services.pollToken(authorization, call)
    return outcome.type === 'ended' ? outcome.error.field : outcome.type
  }
  const results: unknown[] = []
  void login()
    .then((result) => results.push(result))
    .then(() => {
      expect(nonce.obstacle?.(lab())).toBeUndefined()
      troubles.switchOn(nonce)
      return login()
    })
    .then((result) => results.push(result))
  await until(() => results.length === 2)
  expect(results).toEqual(['granted', 'nonce'])
})
