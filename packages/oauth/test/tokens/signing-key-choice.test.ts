import { granted, reset } from '@device-flow/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSigningKey } from '../signing-key.ts'
import type { SigningKey } from '../signing-key.ts'
import { call, connect, drive, endOf } from '../support.ts'
import type { Client } from '../support.ts'

let a: SigningKey
let b: SigningKey
let c: SigningKey
beforeAll(async () => {
  ;[a, b, c] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()])
})

/** Publishes these keys from now on. */
const publish = ({ server }: Client, ...keys: unknown[]): void => void server.always('jwks', { body: { keys } })

/** A login whose keys are read with the code, and whose server then publishes others. */
async function signInAfter(client: Client, change: () => void, idToken: string): Promise<{ type: string }> {
  const authorization = await client.request()
  await client.server.waitForRequest('jwks')
  change()
  client.server.script('token', granted({ id_token: idToken }))
  return drive(client, client.services.pollToken(authorization, call))
}

const reads = ({ server }: Client): number => server.requests('jwks').length

describe('a key that was replaced under the same kid (case 7)', () => {
  const main = { kid: 'main' }

  test('is found by one more read of the key set, and the person is signed in', async () => {
    const client = await connect()
    publish(client, a.published(main))
    const idToken = await b.sign(client.server.issuer, {}, main)
    const outcome = await signInAfter(client, () => publish(client, b.published(main)), idToken)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
    expect(reads(client)).toBe(2)
  })

  test('or without any kid', async () => {
    const client = await connect()
    publish(client, a.published())
    const idToken = await b.sign(client.server.issuer)
    const outcome = await signInAfter(client, () => publish(client, b.published()), idToken)
    expect(outcome.type).toBe('granted')
    expect(reads(client)).toBe(2)
  })

  test('or by a key that can not be used', async () => {
    const client = await connect()
    publish(client, { ...a.published(main), n: '!' })
    const idToken = await b.sign(client.server.issuer, {}, main)
    const outcome = await signInAfter(client, () => publish(client, b.published(main)), idToken)
    expect(outcome.type).toBe('granted')
  })

  test('is found at a refresh too, and the session goes on', async () => {
    const client = await connect()
    publish(client, a.published(main))
    const tokens = await client.signIn(granted({ id_token: await a.sign(client.server.issuer, {}, main) }))
    publish(client, b.published(main))
    const idToken = await b.sign(client.server.issuer, { name: 'Ada' }, main)
    client.server.script('token', granted({ id_token: idToken }))
    const renewed = await client.services.refreshTokens(tokens)
    expect(renewed).toMatchObject({ type: 'refreshed', tokens: { claims: { name: 'Ada' } } })
    expect(reads(client)).toBe(2)
    expect(client.server.requests('revocation')).toHaveLength(0)
  })

  test('ends the login when it does not come: no loop', async () => {
    const client = await connect()
    publish(client, a.published(main))
    const outcome = await signInAfter(client, () => {}, await b.sign(client.server.issuer, {}, main))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
    expect(reads(client)).toBe(1 + 6)
    expect(client.server.requests('revocation')).toHaveLength(2)
  })

  test('ends the session then, too', async () => {
    const client = await connect()
    publish(client, a.published(main))
    const tokens = await client.signIn(granted({ id_token: await a.sign(client.server.issuer, {}, main) }))
    client.server.script('token', granted({ id_token: await b.sign(client.server.issuer, {}, main) }))
    const refused = await client.services.refreshTokens(tokens)
    expect(endOf(refused)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
    expect(reads(client)).toBe(2)
  })

  test('does not cost the session when the key set can not be read just then', async () => {
    const client = await connect()
    publish(client, a.published(main))
    const tokens = await client.signIn(granted({ id_token: await a.sign(client.server.issuer, {}, main) }))
    client.server.always('jwks', reset())
    client.server.script('token', granted({ id_token: await b.sign(client.server.issuer, {}, main) }))
    const renewed = await drive(client, client.services.refreshTokens(tokens))
    expect(renewed.type).toBe('refreshed')
    // The chart keeps what a response leaves out.
    expect(renewed).not.toHaveProperty('tokens.claims')
  })

  test('is looked for by one read in a second, and by thirty in a minute, however many ID tokens are bad', async () => {
    const client = await connect()
    const { server, services, clock } = client
    publish(client, a.published(main))
    const tokens = await client.signIn(granted({ id_token: await a.sign(server.issuer, {}, main) }))
    const bad = await b.sign(server.issuer, {}, main)
    server.always('token', granted({ id_token: bad }))
    for (let time = 0; time < 5; time += 1) await services.refreshTokens(tokens)
    expect(reads(client)).toBe(1 + 1)
    for (let second = 0; second < 50; second += 1) {
      await clock.advance(1000)
      await services.refreshTokens(tokens)
    }
    expect(reads(client)).toBe(1 + 30)
    await clock.advance(60_000)
    publish(client, b.published(main))
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  })

  test('is looked for again at once where the key set was of no use', async () => {
    const client = await connect()
    const { server, services } = client
    publish(client, a.published(main))
    const tokens = await client.signIn(granted({ id_token: await a.sign(server.issuer, {}, main) }))
    server.always('jwks', { body: {} })
    server.always('token', granted({ id_token: await b.sign(server.issuer, {}, main) }))
    await services.refreshTokens(tokens)
    publish(client, b.published(main))
    expect(await services.refreshTokens(tokens)).toMatchObject({ tokens: { claims: { sub: 'person-1' } } })
  })
})

describe('of several keys that may have signed, each is tried (case 9)', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
    ['no kid anywhere', {}, {}, {}],
    ['kids in the key set alone', { kid: 'a' }, { kid: 'b' }, {}],
    ['a kid in the ID token alone', {}, {}, { kid: 'b' }],
    ['one kid for both', { kid: 'main' }, { kid: 'main' }, { kid: 'main' }],
    ['a kid that the right key lacks', { kid: 'a' }, {}, { kid: 'b' }],
    ['a kid that only the wrong key has', { kid: 'main' }, {}, { kid: 'main' }],
  ])('%s', async (_what, ofA, ofB, header) => {
    for (const keys of [
      [a.published(ofA), b.published(ofB)],
      [b.published(ofB), a.published(ofA)],
    ]) {
      const client = await connect()
      publish(client, ...keys)
      const tokens = await client.signIn(granted({ id_token: await b.sign(client.server.issuer, {}, header) }))
      expect(tokens.claims?.sub).toBe('person-1')
      const again = await b.sign(client.server.issuer, {}, header)
      client.server.script('token', granted({ id_token: again }))
      expect((await client.services.refreshTokens(tokens)).type).toBe('refreshed')
      expect(reads(client)).toBe(1)
    }
  })

  test('signed by none of them, an ID token is refused', async () => {
    const client = await connect()
    publish(client, a.published(), b.published())
    const outcome = await client.poll(granted({ id_token: await c.sign(client.server.issuer) }))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
  })

  const itsKey = 'the published key that it names (kid)'
  test.each<[string, Record<string, unknown>, string]>([
    ['is for encryption', { use: 'enc' }, `${itsKey} is not for signatures (use)`],
    ['is for another algorithm', { alg: 'PS256' }, `${itsKey} is for another algorithm than RS256 (alg)`],
    ['is not for verifying', { key_ops: ['encrypt'] }, `${itsKey} is not for verifying (key_ops)`],
    ['has a number for key_ops', { key_ops: 5 }, `${itsKey} is not for verifying (key_ops)`],
    ['has its private part in it', { d: 'AQAB' }, `${itsKey} is published with its private part`],
    ['is of another type', { kty: 'EC' }, `${itsKey} is of another type than RS256 takes (kty)`],
    ['is broken', { n: '!' }, `${itsKey} cannot be used for RS256: it is too short, of another curve, or broken`],
    ['has another kid', { kid: 'z' }, 'it is signed with a key that the server does not publish (kid)'],
  ])('a key that %s is not tried, even if it has signed, and it is said what does not fit', async (...row) => {
    const [, members, problem] = row
    const client = await connect()
    publish(client, a.published({ kid: 'a' }), b.published({ kid: 'b', ...members }))
    const outcome = await client.poll(granted({ id_token: await b.sign(client.server.issuer, {}, { kid: 'b' }) }))
    const error = endOf(outcome)
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'kid' })
    expect(error.message).toContain(`The ID token was rejected: ${problem}. Nothing was kept. `)
  })

  test.each<[string, Record<string, unknown>]>([
    ['is for encryption', { use: 'enc' }],
    ['is for another algorithm', { alg: 'PS256' }],
    ['is of another type', { kty: 'EC' }],
    ['is broken', { n: '!' }],
  ])(
    'a key that %s, under the name that the ID token gives, is not waited for: it is there',
    async (_what, members) => {
      const client = await connect()
      const { server, services, clock } = client
      publish(client, a.published({ kid: 'a' }), b.published({ kid: 'b', ...members }))
      const authorization = await client.request()
      const startedAt = clock.now()
      server.script('token', granted({ id_token: await b.sign(server.issuer, {}, { kid: 'b' }) }))
      const blips: unknown[] = []
      const tellBlip = (fault: unknown): void => void blips.push(fault)
      const outcome = await drive(client, services.pollToken(authorization, { ...call, tellBlip }))
      expect(endOf(outcome).field).toBe('kid')
      expect(blips).toEqual([])
      expect(clock.now() - startedAt).toBeLessThan(1000)
      expect(reads(client)).toBe(2)
      expect(server.requests('revocation')).toHaveLength(2)
    },
  )

  test('keys of another type do not end it where the ID token names none: the server may have changed its algorithm', async () => {
    const client = await connect()
    const { server, clock } = client
    const before = await createSigningKey('ES256')
    publish(client, before.published())
    const after = (): void => void clock.schedule(() => publish(client, b.published()), 5000)
    expect((await signInAfter(client, after, await b.sign(server.issuer))).type).toBe('granted')
  })

  test('while no published key matches a signature, that is what is said', async () => {
    const client = await connect()
    const { server, services, clock } = client
    publish(client, a.published({ kid: 'main' }))
    const authorization = await client.request()
    await server.waitForRequest('jwks')
    server.script('token', granted({ id_token: await b.sign(server.issuer, {}, { kid: 'main' }) }))
    clock.schedule(() => publish(client, b.published({ kid: 'main' })), 5000)
    const blips: unknown[] = []
    const tellBlip = (fault: unknown): void => void blips.push(fault)
    const outcome = await drive(client, services.pollToken(authorization, { ...call, tellBlip }))
    expect(outcome.type).toBe('granted')
    const words = 'the sign-in is being checked, and no published key matches its signature yet'
    expect(blips[0]).toMatchObject({ errorDescription: words })
  })

  test('where several do not fit, each way in which they do not is said once', async () => {
    const client = await connect()
    publish(client, a.published({ alg: 'PS256' }), b.published({ alg: 'RS512' }), c.published({ key_ops: ['sign'] }))
    const error = endOf(await client.poll(granted({ id_token: await b.sign(client.server.issuer) })))
    expect(error.message).toContain(
      'each published key is for another algorithm than RS256 (alg), or is not for verifying (key_ops). Nothing',
    )
    expect(error.message).toContain('Have the key set of the server (jwks_uri) put right')
  })

  test('a signature that is no base64url is named for that, and no key is blamed', async () => {
    const client = await connect()
    publish(client, b.published({ kid: 'b' }))
    const idToken = await b.sign(client.server.issuer, {}, { kid: 'b' })
    const error = endOf(await client.poll(granted({ id_token: `${idToken}=` })))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
    expect(error.message).toContain('its signature is not base64url')
    expect(reads(client)).toBe(1)
  })

  test.each<[string, unknown]>([
    ['of an unknown kind', { kty: 'WHATEVER', kid: 'x' }],
    ['without a kind', {}],
    ['that is cut off', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }],
    ['that is not base64', { kty: 'RSA', n: '!!', e: '!!' }],
    ['that is too short to be safe', { kty: 'RSA', n: 'sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri', e: 'AQAB' }],
    ['with a number for key_ops', { kty: 'RSA', n: 'AQAB', e: 'AQAB', key_ops: 5 }],
    ['that is text', 'key'],
    ['that is null', null],
  ])('a key %s does not spoil the others', async (_what, key) => {
    const client = await connect()
    publish(client, key, b.published())
    expect((await client.poll(granted({ id_token: await b.sign(client.server.issuer) }))).type).toBe('granted')
  })

  test('of a thousand, the one with the right kid is found, and without a kid only so many are tried', async () => {
    const client = await connect()
    const many = Array.from({ length: 1000 }, () => a.published())
    publish(client, ...many, b.published({ kid: 'b' }))
    const named = await b.sign(client.server.issuer, {}, { kid: 'b' })
    expect((await client.poll(granted({ id_token: named }))).type).toBe('granted')
    const outcome = await client.poll(granted({ id_token: await b.sign(client.server.issuer) }))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
  })
})
