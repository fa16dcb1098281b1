import { createHash } from 'node:crypto'
import { granted, pending } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { createLoginBinding } from '../../src/binding/index.ts'
import { createDpop } from '../../src/dpop/index.ts'
import { call, connect, endOf } from '../support.ts'

test('with PKCE, a login sends a challenge, and each of its polls the verifier, after a restart too (H10, RFC 7636 §4)', async () => {
  const { server, services, request } = await connect({ loginBinding: createLoginBinding({ pkce: true }) })
  server.script('token', pending(), pending(), granted({}))
  const authorization = await request({ parameters: { login_hint: 'ada' }, scope: 'openid' })
  await services.pollToken(authorization, call)
  const restarted = await connect({
    loginBinding: createLoginBinding({ pkce: true }),
    endpoints: () => server.endpoints,
  })
  await restarted.services.pollToken(authorization, call)
  const outcome = await services.pollToken(authorization, call)
  if (outcome.type !== 'granted') throw new Error(outcome.type)
  await services.refreshTokens(outcome.tokens)

  const [asked] = server.requests('deviceAuthorization')
  expect(asked?.form.get('login_hint')).toBe('ada')
  expect(asked?.form.get('code_challenge_method')).toBe('S256')
  expect(asked?.form.get('nonce')).toBeNull()
  const polls = server.requests('token').map(({ form }) => [form.get('device_code'), form.get('code_verifier')])
  const [, verifier] = polls[0] ?? []
  expect(polls).toEqual([...Array.from({ length: 3 }, () => ['device-code-1', verifier]), [null, null]])
  expect(createHash('sha256').update(String(verifier)).digest('base64url')).toBe(asked?.form.get('code_challenge'))
  await request()
  expect(server.requests('deviceAuthorization')[1]?.form.get('code_challenge')).not.toBe(
    asked?.form.get('code_challenge'),
  )
})

test('with a nonce, an ID token of this login is accepted, beside DPoP too (H10)', async () => {
  const { server, poll } = await connect({ loginBinding: createLoginBinding({ nonce: true }), dpop: createDpop() })
  const ofLogin = granted({ token_type: 'DPoP' })
  const outcome = await poll((sent, scripted) => {
    const nonce = server.requests('deviceAuthorization').at(-1)?.form.get('nonce')
    return granted({ token_type: 'DPoP' }, { claims: { nonce } })(sent, scripted)
  })
  expect(outcome).toMatchObject({ type: 'granted', tokens: { tokenType: 'dpop', dpopKeyId: expect.any(String) } })
  // Without a nonce, and with one of another login: only the first may be how the server is.
  const fault = { reason: 'invalidIdToken', field: 'nonce' }
  const without = endOf(await poll(ofLogin))
  expect(without).toMatchObject({ ...fault, message: expect.stringContaining('may ignore nonces') })
  const ofAnother = endOf(await poll(granted({ token_type: 'DPoP' }, { claims: { nonce: 'of-another-login' } })))
  expect(ofAnother).toMatchObject({ ...fault, message: expect.stringContaining('is of another login') })
  expect(ofAnother?.message).not.toMatch(/switch|ignore/)
  expect(server.requests('revocation')).toHaveLength(4)
})

test('a login from before it was switched on goes on; without it, nothing is sent', async () => {
  const { server, services, request } = await connect()
  const authorization = await request()
  await services.pollToken(authorization, call)
  const bound = await connect({
    loginBinding: createLoginBinding({ pkce: true, nonce: true }),
    endpoints: () => server.endpoints,
  })
  await bound.services.pollToken(authorization, call)
  const sent = [...server.requests('deviceAuthorization'), ...server.requests('token')]
  expect(sent).toHaveLength(3)
  for (const { form } of sent) {
    expect([form.get('nonce'), form.get('code_challenge'), form.get('code_verifier')]).toEqual([null, null, null])
  }
  expect(() => createLoginBinding({})).toThrow(/pkce: true, nonce: true, or both/)
  expect(() => createLoginBinding(undefined as never)).toThrow(/pkce: true, nonce: true, or both/)
  await expect(connect({ loginBinding: true as never })).rejects.toThrow('loginBinding: must be made by')
})

test.each([{ pkce: true }, { nonce: true }, { pkce: true, nonce: true }])(
  'a login that was begun with it is not gone on with by services without it: nothing of %j is sent (H10)',
  async (binding) => {
    const { server, request } = await connect({ loginBinding: createLoginBinding(binding) })
    const authorization = await request()
    for (const dpop of [undefined, createDpop()]) {
      const { services } = await connect({ dpop, endpoints: () => server.endpoints })
      const error = endOf(await services.pollToken({ ...authorization, dpopKeyId: undefined }, call))
      expect(error).toMatchObject({
        reason: 'unsupported',
        message: expect.stringContaining('the option loginBinding'),
      })
    }
    expect(server.requests('token')).toEqual([])
  },
)
