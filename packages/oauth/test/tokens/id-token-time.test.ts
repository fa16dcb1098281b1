import { granted } from '@device-flow/testing'
import type { ResponseSource, GrantedIdToken } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, endOf, withHeaders } from '../support.ts'
import type { Client } from '../support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Tokens of a server whose clock shows `nowMs`, in an answer with that `Date`, or another. */
function grantedAt(nowMs: number, claims: object = {}, date: string = new Date(nowMs).toUTCString()): ResponseSource {
  const iat = Math.floor(nowMs / 1000)
  return withHeaders(granted({}, { claims: { iat, nbf: iat, exp: iat + 300, ...claims } }), { date })
}

const seconds = (ms: number): number => Math.floor(ms / 1000)
const revoked = ({ server }: Client): number => server.requests('revocation').length

describe("an ID token is taken that is in time by the server's clock, whatever that of the device says (case 1)", () => {
  test.each<[string, number]>([
    ['60 s behind', 60_000],
    ['5 min behind', 5 * MINUTE],
    ['2 hours behind', 2 * HOUR],
    ['30 years behind, having no battery', 30 * 365 * 24 * HOUR],
    ['10 min ahead of a token for 5 min', -10 * MINUTE],
    ['2 hours ahead', -2 * HOUR],
  ])('a person signs in on a device that is %s', async (_what, byMs) => {
    const { signIn, clock } = await connect()
    expect((await signIn(grantedAt(clock.now() + byMs))).claims?.sub).toBe('person-1')
  })

  test.each<[string, number]>([
    ['60 s behind', 60_000],
    ['5 min behind', 5 * MINUTE],
    ['9 min ahead of a token for 5 min', -9 * MINUTE],
  ])('and on one that is %s where the Date is hidden, as it is from pages', async (_what, byMs) => {
    const { signIn, clock } = await connect()
    expect((await signIn(grantedAt(clock.now() + byMs, {}, ''))).claims?.sub).toBe('person-1')
  })

  test.each(['yesterday', '5', '-5', '2026-01-01T00:00:00Z'])('"%s" as a Date says nothing', async (date) => {
    const { signIn, clock } = await connect()
    expect((await signIn(grantedAt(clock.now(), {}, date))).claims?.sub).toBe('person-1')
  })

  test('an ID token of a server that signs a little in the future, or the past, is taken', async () => {
    const { signIn, clock } = await connect()
    const nowMs = clock.now()
    for (const claims of [{ nbf: seconds(nowMs) + 590 }, { exp: seconds(nowMs) - 590 }]) {
      expect((await signIn(grantedAt(nowMs, claims))).claims).toMatchObject(claims)
    }
  })
})

describe('an ID token that is in time by the clock of the device is taken, whatever the Date says (case 1)', () => {
  test.each<[string, number]>([
    ['2 hours ahead, as of something in front of the server', 2 * HOUR],
    ['70 years ahead', 70 * 365 * 24 * HOUR],
    ['2 hours behind', -2 * HOUR],
    ['11 years behind', -11 * 365 * 24 * HOUR],
  ])('%s', async (_what, byMs) => {
    const { signIn, clock, services, server } = await connect()
    const nowMs = clock.now()
    const answer = grantedAt(nowMs, {}, new Date(nowMs + byMs).toUTCString())
    const tokens = await signIn(answer)
    expect(tokens.claims?.sub).toBe('person-1')
    server.script('token', answer)
    expect(await services.refreshTokens(tokens)).toMatchObject({ tokens: { claims: { sub: 'person-1' } } })
  })
})

describe('an ID token out of time by both clocks is refused, and the tokens are revoked (case 1)', () => {
  test.each<[string, string, (now: number) => object]>([
    ['not valid for an hour', 'nbf', (now) => ({ nbf: now + 3600 })],
    ['not valid for 11 min', 'nbf', (now) => ({ nbf: now + 660 })],
    ['expired for an hour', 'exp', (now) => ({ exp: now - 3600 })],
    ['expired for 11 min', 'exp', (now) => ({ exp: now - 660 })],
  ])('%s: %s', async (_what, field, claims) => {
    for (const deviceIsAheadMs of [0, MINUTE / 2, -MINUTE / 2]) {
      const client = await connect()
      const nowMs = client.clock.now() - deviceIsAheadMs
      const error = endOf(await client.poll(grantedAt(nowMs, claims(seconds(nowMs)))))
      expect(error).toMatchObject({ reason: 'invalidIdToken', field })
      expect(error.message).toContain("by the server's own clock, and by this device's, it")
      expect(revoked(client)).toBe(2)
    }
  })

  test("where the Date is hidden, the device's clock decides, and the message says so", async () => {
    const client = await connect()
    const error = endOf(await client.poll(grantedAt(client.clock.now() + 2 * HOUR, {}, '')))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'nbf' })
    expect(error.message).toContain("by this device's clock it is not valid yet (nbf)")
    expect(error.message).toContain("Set this device's clock")
  })
})

describe('time never ends a session that was renewed (case 3)', () => {
  test.each<[string, number, string | undefined]>([
    ['2 min behind', 2 * MINUTE, undefined],
    ['10 min ahead of a token for 5 min', -10 * MINUTE, undefined],
    ['days ahead', -72 * HOUR, undefined],
    ['2 hours behind a server that hides its Date', 2 * HOUR, ''],
    ['2 hours ahead of a server that hides its Date', -2 * HOUR, ''],
  ])('a device that is %s keeps it, with the new claims', async (_what, byMs, date) => {
    const client = await connect()
    const tokens = await client.signIn()
    client.server.script('token', grantedAt(client.clock.now() + byMs, { name: 'Ada' }, date))
    const renewed = await client.services.refreshTokens(tokens)
    if (renewed.type !== 'refreshed') throw renewed.error
    expect(renewed.tokens.accessToken.reveal()).toBe('access-token-2')
    expect(renewed.tokens.refreshToken?.reveal()).toBe('refresh-token-2')
    expect(renewed.tokens.claims?.name).toBe('Ada')
    expect(revoked(client)).toBe(0)
  })

  test.each<[string, (now: number) => object]>([
    ['expired', (now) => ({ exp: now - 3600, name: 'Ada' })],
    ['not valid yet', (now) => ({ nbf: now + 3600, name: 'Ada' })],
  ])(
    "an ID token that has %s by the server's own Date is dropped, and the claims before stay",
    async (_what, claims) => {
      const client = await connect()
      const tokens = await client.signIn()
      const nowMs = client.clock.now()
      client.server.script('token', grantedAt(nowMs, claims(seconds(nowMs))))
      const renewed = await client.services.refreshTokens(tokens)
      if (renewed.type !== 'refreshed') throw renewed.error
      expect(renewed.tokens.accessToken.reveal()).toBe('access-token-2')
      // The chart keeps what a response leaves out.
      expect(renewed.tokens).not.toHaveProperty('claims')
      expect(renewed.tokens).not.toHaveProperty('idToken')
      expect(revoked(client)).toBe(0)
    },
  )

  test.each<[string, object, GrantedIdToken]>([
    ['sub', { sub: 'person-2' }, {}],
    ['aud', { aud: 'client-2' }, {}],
    ['iss', { iss: 'https://evil.example.com' }, {}],
    ['azp', { azp: 'client-2' }, {}],
    ['signature', {}, { key: 'foreign' }],
    ['alg', {}, { alg: 'none' }],
    ['exp', { exp: undefined }, {}],
  ])(
    'but a bad %s still ends it, whatever the time says, and its tokens are revoked',
    async (field, claims, signing) => {
      for (const [byMs, date] of [
        [0, new Date(Date.now() - 24 * HOUR).toUTCString()],
        [24 * HOUR, ''],
      ] as const) {
        const client = await connect()
        const tokens = await client.signIn()
        const iat = seconds(client.clock.now() + byMs)
        const idToken = { claims: { iat, nbf: iat, exp: iat + 300, ...claims }, ...signing }
        client.server.script('token', withHeaders(granted({}, idToken), { date }))
        expect(endOf(await client.services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidIdToken', field })
        expect(revoked(client)).toBe(2)
      }
    },
  )
})
