import { FetchError } from 'ofetch'
import { reset } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OriginNotAllowedError, SessionOptionsError } from '../src/index.ts'
import { createAuthorizedOfetch } from '../src/fetch/ofetch.ts'
import { ORDERS, refused, startApi, tokensSent } from './api.ts'
import { signedIn } from './login.ts'
import type { Login } from './login.ts'

let api: ScriptedServer
let login: Login
let orders: ReturnType<typeof createAuthorizedOfetch>

beforeEach(async () => {
  api = await startApi()
  login = await signedIn()
  const options = { allowedOrigins: [api.origin], clock: login.services.clock }
  orders = createAuthorizedOfetch(login.session.actor, options, { baseURL: api.origin })
})
afterEach(() => api.close())

const failureOf = (call: Promise<unknown>): Promise<FetchError> => call.catch((error: FetchError) => error) as never

describe('the ofetch of a login', () => {
  test('takes and gives JSON, with the access token', async () => {
    expect(await orders(ORDERS, { method: 'POST', body: { item: 'tea' } })).toEqual({ orders: [] })
    expect(api.requests()[0]).toMatchObject({ method: 'POST', body: '{"item":"tea"}' })
    expect(tokensSent(api)).toEqual(['Bearer access-token-1'])
  })

  test('sends a body once more with a new token after a 401', async () => {
    api.script(ORDERS, refused('Bearer error="invalid_token"'))
    expect(await orders(ORDERS, { method: 'POST', body: { item: 'tea' } })).toEqual({ orders: [] })
    expect(api.requests().map(({ body }) => body)).toEqual(['{"item":"tea"}', '{"item":"tea"}'])
    expect(tokensSent(api)).toEqual(['Bearer access-token-1', 'Bearer access-token-2'])
  })

  test('rejects for a status that is an error, as ofetch does', async () => {
    api.always(ORDERS, { status: 404, body: { detail: 'none' } })
    const error = await failureOf(orders(ORDERS))
    expect(error).toBeInstanceOf(FetchError)
    expect(error).toMatchObject({ status: 404, data: { detail: 'none' } })
  })

  test('tries again where the network failed, as ofetch does', async () => {
    api.script(ORDERS, reset())
    expect(await orders(ORDERS)).toEqual({ orders: [] })
    expect(api.requests()).toHaveLength(2)
  })

  test('keeps our errors as its cause, and does not try again what would fail again', async () => {
    const elsewhere = await failureOf(orders('https://evil.example/', { baseURL: '' }))
    expect(elsewhere.cause).toBeInstanceOf(OriginNotAllowedError)
    api.always(ORDERS, { ...refused('Bearer error="insufficient_scope", scope="orders:write"'), status: 403 })
    const missing = await failureOf(orders(ORDERS))
    expect(missing.cause).toMatchObject({ name: 'InsufficientAuthorizationError', scope: 'orders:write' })
    expect(api.requests()).toHaveLength(1)
    await login.session.signOut()
    expect((await failureOf(orders(ORDERS))).cause).toMatchObject({ name: 'DeviceFlowError', reason: 'signedOut' })
    expect(api.requests()).toHaveLength(1)
  })

  test('refuses an option that cannot work at once', () => {
    const options = { allowedOrigins: ['api.example.com'] }
    expect(() => createAuthorizedOfetch(login.session.actor, options)).toThrow(SessionOptionsError)
  })
})
