import { createLocalJWKSet, createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { granted } from '../src/index.ts'
import type { ScriptedServer } from '../src/index.ts'
import { poll, post } from './requests.ts'
import { transports } from './transports.ts'

async function verify(server: ScriptedServer, token: string): Promise<unknown> {
  const keys = createLocalJWKSet(await server.jwks())
  const { payload } = await jwtVerify(token, keys, { issuer: server.issuer, audience: 'client-1' })
  return payload.sub
}

describe.each(transports)('H6: ID tokens of a server $name', ({ start }) => {
  test('verify against its JWKS over HTTP when nothing else was asked for', async () => {
    const server = await start({ script: { token: [granted()] } })
    const { id_token } = (await (await poll(server)).json()) as { id_token: string }
    const keys = createRemoteJWKSet(new URL(server.endpoints.jwksUri), { [customFetch]: server.fetch })
    const { payload, protectedHeader } = await jwtVerify(id_token, keys, {
      issuer: server.issuer,
      audience: 'client-1',
    })
    expect(payload.sub).toBe('person-1')
    expect(protectedHeader.alg).toBe('RS256')
    expect(server.requests('jwks')).toHaveLength(1)
  })

  test('are for the client that asks, however it says who it is', async () => {
    const server = await start()
    server.always('token', granted())
    const audience = async (form: Record<string, string>, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await post(server, server.endpoints.tokenEndpoint, form, { headers })
      return decodeJwt(((await response.json()) as { id_token: string }).id_token).aud
    }
    expect(await audience({ client_id: 'posted' })).toBe('posted')
    const basic = Buffer.from('odd%3Aname:secret').toString('base64')
    expect(await audience({}, { authorization: `Basic ${basic}` })).toBe('odd:name')
    expect(await audience({ client_assertion: await server.idToken({ sub: 'asserted' }) })).toBe('asserted')
    expect(await audience({})).toBe('client-1')
  })

  test('can be expired, for another audience, from another issuer, or nobody’s', async () => {
    const server = await start()
    await expect(server.idToken().then((token) => verify(server, token))).resolves.toBe('person-1')
    const bad = async (claims: Record<string, unknown>): Promise<unknown> =>
      verify(server, await server.idToken(claims))
    await expect(bad({ exp: 1 })).rejects.toThrow('"exp" claim')
    await expect(bad({ aud: 'other' })).rejects.toThrow('"aud" claim')
    await expect(bad({ iss: 'https://evil.example' })).rejects.toThrow('"iss" claim')
    expect(await bad({ sub: undefined })).toBeUndefined()
  })

  test('can be signed by a key that only claims to be the server’s', async () => {
    const server = await start()
    const token = await server.idToken({}, { key: 'foreign' })
    expect(decodeProtectedHeader(token).kid).toBe((await server.jwks()).keys[0]?.kid)
    await expect(verify(server, token)).rejects.toThrow('signature verification failed')
  })

  test('can be unsigned, or signed with a secret, or with the public key for a secret', async () => {
    const server = await start()
    expect(await server.idToken({}, { alg: 'none' })).toMatch(/^[\w-]+\.[\w-]+\.$/)
    const shared = await server.idToken({}, { alg: 'HS256', key: { secret: 'a secret of the client, long enough' } })
    await jwtVerify(shared, Buffer.from('a secret of the client, long enough'))
    const confused = await server.idToken({}, { alg: 'HS256' })
    expect(decodeProtectedHeader(confused).alg).toBe('HS256')
    await expect(verify(server, confused)).rejects.toThrow('alg')
  })

  test.each(['ES256', 'PS256', 'EdDSA'] as const)('can be signed by %s, with the key published', async (alg) => {
    const server = await start()
    const token = await server.idToken({}, { alg, header: { typ: undefined, x: 1 } })
    expect(decodeProtectedHeader(token)).toEqual({ alg, x: 1, kid: (await server.jwks()).keys[1]?.kid })
    expect(await verify(server, token)).toBe('person-1')
  })

  test('can be spoilt within a grant', async () => {
    const server = await start()
    server.script('token', granted({}, { claims: { nonce: 'n' }, key: 'foreign' }), granted({ id_token: undefined }))
    const { id_token } = (await (await poll(server)).json()) as { id_token: string }
    expect(decodeJwt(id_token).nonce).toBe('n')
    await expect(verify(server, id_token)).rejects.toThrow('signature verification failed')
    expect(await (await poll(server)).json()).not.toHaveProperty('id_token')
  })

  test('no longer verify once the key was rotated, and new ones do', async () => {
    const server = await start()
    const old = await server.idToken()
    const kid = server.rotateKey()
    expect((await server.jwks()).keys.map((key) => key.kid)).toEqual([kid])
    await expect(verify(server, old)).rejects.toThrow('no applicable key')
    expect(await verify(server, await server.idToken())).toBe('person-1')
  })

  test('of one server are not those of another', async () => {
    const [one, two] = [await start(), await start()]
    await expect(verify(two, await one.idToken())).rejects.toThrow('no applicable key')
  })
})
