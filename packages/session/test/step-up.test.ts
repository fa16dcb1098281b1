import { isDeviceFlowError } from '@device-flow/machine'
import { startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InsufficientAuthorizationError } from '../src/index.ts'
import { ORDERS, refused, startApi, tokensSent } from './api.ts'
import { signedIn } from './login.ts'
import type { Login } from './login.ts'

let api: ScriptedServer
let login: Login

beforeEach(async () => {
  api = await startApi()
  login = await signedIn({ polls: [{ granted: { scope: 'openid orders:read' } }] }, { allowedOrigins: [api.origin] })
})
afterEach(() => api.close())

function failure(): Promise<unknown> {
  return login.session.fetch(`${api.origin}${ORDERS}`).catch((error: unknown) => error)
}

const refreshCount = (): number => login.services.calls('refreshTokens').length

describe('an API that wants more than the session has', () => {
  test('is a typed error that names the missing scope, and nothing is renewed (RFC 6750 §3.1)', async () => {
    const challenge =
      'Bearer error="insufficient_scope", scope="orders:write orders:read", error_description="not yours"'
    api.script(ORDERS, { ...refused(challenge), status: 403 })
    const error = await failure()
    expect(error).toBeInstanceOf(InsufficientAuthorizationError)
    expect(error).toMatchObject({
      name: 'InsufficientAuthorizationError',
      error: 'insufficient_scope',
      errorDescription: 'not yours',
      status: 403,
      scope: 'orders:write orders:read',
      acrValues: undefined,
      maxAge: undefined,
      message: expect.stringContaining('the scope "orders:write orders:read"'),
    })
    expect(isDeviceFlowError(error)).toBe(false)
    expect(tokensSent(api)).toHaveLength(1)
    expect(refreshCount()).toBe(0)
  })

  test('is a typed error that says which sign-in it wants (RFC 9470 §3)', async () => {
    api.script(ORDERS, refused('Bearer error="insufficient_user_authentication", acr_values="mfa phr", max_age="5"'))
    expect(await failure()).toMatchObject({
      error: 'insufficient_user_authentication',
      status: 401,
      acrValues: 'mfa phr',
      maxAge: 5,
      request: { parameters: { acr_values: 'mfa phr', max_age: '5' } },
      message: expect.stringContaining('a sign-in of the kind "mfa phr", a sign-in within the last 5 s'),
    })
    expect(refreshCount()).toBe(0)
  })

  test('is answered by a new login with the error’s request, which keeps the scopes that were granted', async () => {
    api.script(ORDERS, refused('Bearer error=insufficient_scope, scope="orders:write orders:read", acr_values=mfa'))
    const error = (await failure()) as InsufficientAuthorizationError
    expect(error.request).toEqual({ scope: 'openid orders:read orders:write', parameters: { acr_values: 'mfa' } })
    const { actor } = login.session
    await login.session.signOut()
    actor.send({ type: 'start', request: error.request })
    const request = login.services.calls('requestDeviceAuthorization').at(-1)?.input
    expect(request).toEqual(error.request)
  })

  test('may say nothing of what it wants', async () => {
    api.script(ORDERS, { ...refused('Bearer error="insufficient_scope", max_age="soon"'), status: 403 })
    const error = await failure()
    expect(error).toMatchObject({ scope: undefined, maxAge: undefined, request: {} })
    expect(String(error)).toContain('it does not say what')
  })

  test('has its texts cleaned', async () => {
    const challenge = 'Bearer error="insufficient_scope", scope="a\u0085\u00adb", error_description="c\u0085\u00add"'
    api.script(ORDERS, { ...refused(challenge), status: 403 })
    const error = (await failure()) as InsufficientAuthorizationError
    expect(error).toMatchObject({ scope: 'ab', errorDescription: 'cd' })
    expect(error.message).toContain('"ab"')
  })

  test('says so also of the token that came by the renewal', async () => {
    api.script(ORDERS, refused('Bearer error="invalid_token"'), refused('Bearer error="insufficient_scope"'))
    expect(await failure()).toBeInstanceOf(InsufficientAuthorizationError)
    expect(tokensSent(api)).toHaveLength(2)
    expect(refreshCount()).toBe(1)
  })

  test('is not heard from another origin that a redirect led to, where the token was not sent', async () => {
    const elsewhere = await startScriptedServer()
    elsewhere.always(ORDERS, { ...refused('Bearer error="insufficient_scope"'), status: 403 })
    api.script(ORDERS, { status: 307, headers: { location: `${elsewhere.origin}${ORDERS}` } })
    expect(await failure()).toMatchObject({ status: 403, redirected: true })
    await elsewhere.close()
  })
})
