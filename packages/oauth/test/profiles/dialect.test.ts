import { hang, huge, reset, startScriptedServer } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { defineProvider, speaking } from '../../src/profiles/index.ts'
import { translateRequest } from '../../src/profiles/dialect/translate-request.ts'
import { translateResponse } from '../../src/profiles/dialect/translate-response.ts'
import { call, errorOf, failure } from '../support.ts'

const odd = defineProvider(
  { name: 'odd', about: { title: 'Odd', hosts: [] } },
  speaking({
    requestNames: { device_code: 'handle' },
    responseNames: { handle: 'device_code', shown: 'user_code', page: 'verification_uri', lives: 'expires_in' },
    codes: { NOT_YET: 'authorization_pending' },
  }),
)

/** What a request for a code comes to at a server with a dialect. */
async function answerTo(source: ResponseSource): Promise<unknown> {
  const server = await startScriptedServer({ script: { deviceAuthorization: [source] } })
  const services = createOAuthServices({
    provider: odd(),
    endpoints: server.endpoints,
    clientId: 'client-1',
    requestTimeoutMs: 500,
  })
  try {
    return await failure(services.requestDeviceAuthorization({}, call))
  } finally {
    await server.close()
  }
}

describe.concurrent('a server that speaks otherwise (A8)', () => {
  test.each([
    ['a connection that is cut', reset(), { reason: 'offline' }],
    ['a body that never ends', hang('body'), { reason: 'timeout' }],
    ['a body that is too large', huge(2_000_000), { reason: 'invalidResponse' }],
    ['a member that is missing', { body: { handle: 'h', shown: 'AB' } }, { field: 'verification_uri' }],
    [
      'a page that no person should open',
      { body: { handle: 'h', shown: 'AB', page: 'javascript:1', lives: 60 } },
      { field: 'verification_uri' },
    ],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example' } }, { reason: 'offline', status: 302 }],
  ])('is held to what every server is: %s', async (_, source, error) => {
    expect(await answerTo(source)).toMatchObject(error)
  })

  test('is asked in its words, and no secret that it repeats is quoted', async () => {
    const server = await startScriptedServer()
    const services = createOAuthServices({ provider: odd(), endpoints: server.endpoints, clientId: 'client-1' })
    try {
      const code = { handle: 'secret-handle-123', shown: 'AB', page: 'https://a.example', lives: 60 }
      server.script('deviceAuthorization', { body: code })
      const authorization = await services.requestDeviceAuthorization({}, call)
      server.script('token', { status: 400, body: { kind: 'NOT_YET' } })
      expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
      expect(server.requests('token')[0]?.form.get('handle')).toBe('secret-handle-123')
      server.script('token', { status: 400, body: { error: 'bad', error_description: 'no secret-handle-123' } })
      const outcome = await services.pollToken(authorization, call)
      expect(outcome).toMatchObject({ type: 'ended' })
      expect(
        JSON.stringify(outcome, (_, value: unknown) => (value instanceof Error ? value.message : value)),
      ).not.toContain('secret-handle-123')
    } finally {
      await server.close()
    }
  })

  test('an error stays an error: its code is never taken for tokens, nor its tokens for a grant', () => {
    const codes = { X: 'authorization_pending' }
    const body = { error: { sub: 'X', message: 'Not yet' }, access_token: 'a' }
    const response = { status: 200, headers: new Headers(), body }
    expect(translateResponse(response, { codes }, 'poll')).toMatchObject({ error: 'authorization_pending' })
    expect(
      translateResponse({ ...response, body: { note: 'X', access_token: 'a' } }, { codes }, 'poll'),
    ).not.toHaveProperty('error')
    // What a server may send too is no code.
    const inherited = { status: 400, headers: new Headers(), body: { kind: 'constructor' } }
    expect(translateResponse(inherited, { codes }, 'poll')).toEqual(inherited.body)
  })

  test('what stands in for members that are left out does so in the response that it is for alone', () => {
    const response = { status: 200, headers: new Headers(), body: { a: 1 } }
    const dialect = { defaults: { deviceAuthorization: { expires_in: 500 } } }
    expect(translateResponse(response, dialect, 'deviceAuthorization')).toEqual({ a: 1, expires_in: 500 })
    expect(translateResponse(response, dialect, 'poll')).toEqual({ a: 1 })
    expect(translateResponse(response, dialect, 'refresh')).toEqual({ a: 1 })
  })

  test('parameters are renamed, added and left out, and scopes are put together its way', () => {
    const form = new URLSearchParams({ client_id: 'c', scope: 'a  b', device_code: 'd', grant_type: 'g' })
    const dialect = {
      requestNames: { device_code: 'code' },
      parameters: { poll: { grant_type: '', extra: '1' } },
      scopeSeparator: ',',
    }
    expect(translateRequest(form, dialect).body).toBe('client_id=c&scope=a%2Cb&code=d&extra=1')
    expect(translateRequest(form, { encoding: 'json' })).toEqual({
      body: '{"client_id":"c","scope":"a b","device_code":"d","grant_type":"g"}',
      contentType: 'application/json',
    })
  })
})

test('a provider of your own that names no server says what to give', async () => {
  expect(() => createOAuthServices({ provider: odd(), clientId: 'client-1' })).toThrow(
    'is missing: give it (discovery), or endpoints',
  )
  expect(await errorOf(Promise.reject(await answerTo({ body: {} })))).toMatchObject({ field: 'device_code' })
})
