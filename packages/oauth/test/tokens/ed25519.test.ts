import { granted } from '@device-flow/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSigningKey } from '../signing-key.ts'
import type { SigningKey } from '../signing-key.ts'
import { connect, endOf } from '../support.ts'

let key: SigningKey
let rsa: SigningKey
beforeAll(async () => {
  ;[key, rsa] = await Promise.all([createSigningKey('Ed25519'), createSigningKey('RS256')])
})

describe('EdDSA and Ed25519 are one algorithm (RFC 9864 §2.2)', () => {
  test.each<{ header: string; published?: string; announced?: string | string[]; configured?: string }>([
    { header: 'EdDSA', published: 'Ed25519', announced: ['EdDSA'] },
    { header: 'Ed25519', published: 'EdDSA', announced: ['Ed25519'] },
    { header: 'EdDSA', announced: ['RS256', 'Ed25519'] },
    { header: 'Ed25519', announced: 'EdDSA' },
    { header: 'EdDSA', published: 'EdDSA', configured: 'Ed25519' },
    { header: 'Ed25519', published: 'Ed25519', configured: 'EdDSA' },
  ])('at a login, and at a refresh: %j', async ({ header: alg, published, announced, configured }) => {
    const { server, services, signIn } = await connect({
      server: { metadata: { id_token_signing_alg_values_supported: announced } },
      ...(configured && { idTokenSignedResponseAlg: configured }),
    })
    server.always('jwks', { body: { keys: [key.published({ kid: 'a', ...(published && { alg: published }) })] } })
    const idToken = await key.sign(server.issuer, {}, { alg, kid: 'a' })
    const tokens = await signIn(granted({ id_token: idToken }))
    expect(tokens.claims?.sub).toBe('person-1')
    server.script('token', granted({ id_token: idToken }))
    expect(await services.refreshTokens(tokens)).toMatchObject({
      type: 'refreshed',
      tokens: { claims: { sub: 'person-1' } },
    })
  })

  test.each(['RS256', 'Ed448'])('but none of them is what a key for %s is for', async (alg) => {
    const client = await connect({ server: { metadata: { id_token_signing_alg_values_supported: ['EdDSA'] } } })
    client.server.always('jwks', { body: { keys: [key.published({ kid: 'a', alg })] } })
    const outcome = await client.poll(
      granted({ id_token: await key.sign(client.server.issuer, {}, { alg: 'EdDSA', kid: 'a' }) }),
    )
    expect(endOf(outcome).message).toContain('is for another algorithm than EdDSA (alg)')
  })

  test('and an ID token by RS256 is none of them', async () => {
    const client = await connect({ server: { metadata: { id_token_signing_alg_values_supported: ['EdDSA'] } } })
    client.server.always('jwks', { body: { keys: [rsa.published({ kid: 'a' })] } })
    const outcome = await client.poll(granted({ id_token: await rsa.sign(client.server.issuer, {}, { kid: 'a' }) }))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  })
})
