import { granted, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { CompactEncrypt, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { connect, endOf, errorOf, faultOf } from '../support.ts'

const claims = { sub: 'person-1', name: 'Ada' }

/** A text that only the holder of a key can read. */
async function encrypted(text = JSON.stringify(claims)): Promise<string> {
  const { publicKey } = await generateKeyPair('RSA-OAEP-256')
  const jwe = new CompactEncrypt(new TextEncoder().encode(text))
  return jwe.setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' }).encrypt(publicKey)
}

async function signed(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
}

describe('an encrypted ID token (RFC 7516)', () => {
  test('ends a login, which says that it is encrypted and what to do', async () => {
    const { poll, server } = await connect()
    const error = endOf(await poll(granted({ id_token: await encrypted() })))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'enc' })
    expect(error.message).toBe(
      'The ID token was rejected: it is encrypted, which is not supported (enc). Nothing was kept. Switch the encryption of ID tokens off for this client at the server, or leave openid out of the scope.',
    )
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('ends no session at a refresh, and is told by its name', async () => {
    const { services, server } = await connect()
    server.script('token', granted({ id_token: await encrypted() }))
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault.message).toMatch(/answered with an ID token that is encrypted, which is not supported\.$/)
  })

  test('ruins nothing where nobody asked for it', async () => {
    const { poll } = await connect({ scope: 'offline_access' })
    const outcome = await poll(granted({ id_token: await encrypted() }))
    expect(outcome).toMatchObject({ type: 'granted', tokens: { accessToken: expect.anything() } })
  })

  test('is not what any five parts are', async () => {
    const { poll } = await connect()
    const error = endOf(await poll(granted({ id_token: 'a.b.c.d.e' })))
    expect(error.message).toContain('it cannot be read')
  })
})

describe('user info that is no JSON', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['encrypted', encrypted, /is encrypted \(a JWE\), which is not supported\. Switch the encryption of user info off/],
    ['signed', signed, /is signed \(a JWT\), which is not supported\. Switch the signing of user info off/],
  ])('but %s is told so, with what to do', async (_what, make, words) => {
    const { services, server } = await connect()
    const answer: ResponseSource = { body: await make(), headers: { 'content-type': 'application/jwt' } }
    server.script('userinfo', answer)
    const error = await errorOf(services.fetchUserInfo(tokenSet()))
    expect(error).toMatchObject({ reason: 'unsupported', status: 200 })
    expect(error.message).toMatch(words)
    expect(error.message).not.toMatch(/eyJ/)
  })
})
