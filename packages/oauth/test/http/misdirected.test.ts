import { empty, granted, tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createDpop } from '../../src/dpop/index.ts'
import { call, connect, faultOf } from '../support.ts'

const misdirected = empty(421)

describe('a 421 (Misdirected Request), at which the fetch of Node would send the same again at once', () => {
  test('ends one poll: the next one leaves when it is due (RFC 8628 §3.5)', async () => {
    const { poll, server } = await connect()
    expect(await faultOf(poll(misdirected, granted()))).toMatchObject({ reason: 'serverError', status: 421 })
    expect(server.requests('token')).toHaveLength(1)
    expect((await poll()).type).toBe('granted')
    expect(server.requests('token')).toHaveLength(2)
  })

  test('ends one refresh, which used up nothing: the session goes on with its refresh token', async () => {
    const { services, server } = await connect({ scope: 'profile' })
    server.script('token', misdirected, granted({ id_token: undefined }))
    const tokens = tokenSet({ idToken: null })
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'serverError', status: 421, sentAt: undefined })
    expect(server.requests('token')).toHaveLength(1)
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  })

  test('does not let a DPoP proof be used twice', async () => {
    const { services, request, server } = await connect({ dpop: createDpop(), scope: 'profile' })
    const authorization = await request()
    server.script('token', misdirected, granted({ token_type: 'DPoP' }))
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    const proofs = server.requests('token').map(({ headers }) => headers['dpop'])
    expect(new Set(proofs).size).toBe(2)
    expect(proofs).toHaveLength(2)
  })

  test.each(['deviceAuthorization', 'revocation', 'userinfo'] as const)(
    'is a blip at the %s endpoint too, which got one request',
    async (endpoint) => {
      const { services, request, server } = await connect({ scope: 'profile' })
      server.script(endpoint, misdirected)
      const calls = {
        deviceAuthorization: () => request(),
        revocation: () => services.revokeTokens(tokenSet({ refreshToken: null })),
        userinfo: () => services.fetchUserInfo(tokenSet()),
      }
      expect(await faultOf(calls[endpoint]())).toMatchObject({ reason: 'serverError', status: 421 })
      expect(server.requests(endpoint)).toHaveLength(1)
    },
  )

  test('is one with a fetch of the app as well, which is left to do as it does', async () => {
    const { poll } = await connect({ isInPage: true })
    expect(await faultOf(poll(misdirected))).toMatchObject({ reason: 'serverError', status: 421 })
  })
})
