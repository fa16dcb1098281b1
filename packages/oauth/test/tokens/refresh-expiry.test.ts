import { granted } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect } from '../support.ts'

const plain = { id_token: undefined }

describe('how long a refresh token lives is told, where the server tells it', () => {
  test.each<[string, object, number | undefined]>([
    ['refresh_token_timeout, in the draft', { refresh_token_timeout: 604_800 }, 604_800_000],
    ['refresh_token_expires_in, at GitHub and Google', { refresh_token_expires_in: 15_897_600 }, 15_897_600_000],
    ['refresh_expires_in, at Keycloak', { refresh_expires_in: 1800 }, 1_800_000],
    ['as text', { refresh_token_expires_in: '1800' }, 1_800_000],
    ['0, for offline tokens of Keycloak: no end', { refresh_expires_in: 0 }, undefined],
    ['null', { refresh_token_timeout: null }, undefined],
    ['nonsense, which costs no login', { refresh_token_timeout: ['x'], refresh_expires_in: -1 }, undefined],
    ['longer than anything lives', { refresh_token_timeout: 1e12 }, undefined],
    ['nothing', {}, undefined],
  ])('%s', async (_what, members, ms) => {
    const { signIn, clock } = await connect()
    const { refreshTokenExpiresAt } = await signIn(granted({ ...plain, ...members }))
    expect(refreshTokenExpiresAt).toBe(ms && clock.now() + ms)
  })
})

test('how long the person has authorized the app for is told, by a login and by each refresh', async () => {
  const { signIn, services, server, clock } = await connect()
  const tokens = await signIn(granted({ ...plain, authorization_expires_in: 864_000, refresh_token_timeout: 604_800 }))
  const end = clock.now() + 864_000_000
  expect(tokens.authorizationExpiresAt).toBe(end)
  await clock.advance(172_800_000)
  server.script('token', granted({ ...plain, authorization_expires_in: 691_200, refresh_token_timeout: 604_800 }))
  expect(await services.refreshTokens(tokens)).toMatchObject({
    tokens: { authorizationExpiresAt: end, refreshTokenExpiresAt: clock.now() + 604_800_000 },
  })
})

test('what a slow response says of lives counts from the sending of the request, for a login and for a refresh (F15)', async () => {
  const { signIn, services, server, clock } = await connect()
  const lives = { expires_in: 60, refresh_token_timeout: 600, authorization_expires_in: 6000 }
  const slowly = async () => {
    await clock.advance(4000)
    return granted({ ...plain, ...lives })
  }
  const loginSentAt = clock.now()
  const tokens = await signIn(slowly)
  expect(tokens).toMatchObject(endsFrom(loginSentAt))
  const refreshSentAt = clock.now()
  server.script('token', slowly)
  expect(await services.refreshTokens(tokens)).toMatchObject({ tokens: endsFrom(refreshSentAt) })
})

/** The times of a response to a request that was sent at `sentAt`. */
function endsFrom(sentAt: number) {
  return {
    receivedAt: sentAt + 4000,
    expiresAt: sentAt + 60_000,
    refreshTokenExpiresAt: sentAt + 600_000,
    authorizationExpiresAt: sentAt + 6_000_000,
  }
}
