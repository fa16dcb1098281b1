import { granted, oauthError, pending } from '@device-flow/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDpop } from '../../src/dpop/index.ts'
import { call, connect, endOf, faultOf, withHeaders } from '../support.ts'
import { callApi, proofOf } from './verify.ts'

const bound = { token_type: 'DPoP' }
const wantsNonce = (nonce: string, status = 400) =>
  oauthError('use_dpop_nonce', { status, headers: { 'dpop-nonce': nonce } })

test.each([400, 401])(
  'a server that asks for its nonce (%i) gets the poll once more at once, which is no other poll (H7)',
  async (status) => {
    const { server, services, request } = await connect({ dpop: createDpop() })
    const authorization = await request()
    server.script('token', wantsNonce('n-1', status), pending(), pending())
    expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
    expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
    const proofs = await Promise.all(server.requests('token').map((sent) => proofOf(sent)))
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1', 'n-1'])
    expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(3)
  },
)

test('a nonce is taken from any response, and one that is replaced meanwhile costs no second request', async () => {
  const { server, services, request } = await connect({ dpop: createDpop() })
  const withNonce = { 'dpop-nonce': 'n-2' }
  server.script('deviceAuthorization', wantsNonce('n-1'))
  const authorization = await request()
  server.script('token', withHeaders(pending(), withNonce), granted(bound))
  await services.pollToken(authorization, call)
  await services.pollToken(authorization, call)
  const sent = [...server.requests('deviceAuthorization'), ...server.requests('token')]
  const proofs = await Promise.all(sent.map((one) => proofOf(one)))
  expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1', 'n-1', 'n-2'])
})

test('a refresh that is only asked for a nonce has used nothing up: it is sent once more, and the session goes on', async () => {
  const { server, services, signIn } = await connect({ dpop: createDpop() })
  const tokens = await signIn(granted(bound))
  server.script('token', wantsNonce('n-1'), granted(bound))
  expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  server.script('token', wantsNonce('n-2'), wantsNonce('n-3'))
  const fault = await faultOf(services.refreshTokens(tokens))
  expect(fault).toMatchObject({ reason: 'serverError', sentAt: undefined })
  expect(fault.message).toMatch(/asked for another DPoP proof twice in a row/)
})

test('a server that never is content with its own nonces is a blip at a poll, too', async () => {
  const { server, services, request } = await connect({ dpop: createDpop() })
  server.script('token', wantsNonce('n-1'), wantsNonce('n-2'))
  expect(await faultOf(services.pollToken(await request(), call))).toMatchObject({ reason: 'serverError' })
  expect(server.requests('token')).toHaveLength(2)
})

test('a nonce that a page cannot see is told, with the header that the server has to expose', async () => {
  vi.stubGlobal('location', { origin: 'https://app.example' })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { poll } = await connect({ dpop: createDpop() })
  const error = endOf(await poll(oauthError('use_dpop_nonce')))
  expect(error.reason).toBe('unsupported')
  expect(error.message).toMatch(/list DPoP-Nonce in Access-Control-Expose-Headers/)
})

test('where there is no page, a nonce that is not sent is told without the rules of browsers', async () => {
  const { poll } = await connect({ dpop: createDpop() })
  const { message } = endOf(await poll(oauthError('use_dpop_nonce')))
  expect(message).toMatch(/shows none\. Report it to whoever runs the server: it has to send the header DPoP-Nonce\.$/)
})

test('the nonces of the server and of each API are kept apart (RFC 9449 §8, §9)', async () => {
  const { server, services, signIn } = await connect({ dpop: createDpop() })
  const tokens = await signIn(withHeaders(granted(bound), { 'dpop-nonce': 'of-server' }))
  // On the host of the server, and an API all the same.
  const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'of-api' }
  server.script('userinfo', { status: 401, headers: challenge, body: {} })
  await services.fetchUserInfo(tokens)
  const asked = await Promise.all(server.requests('userinfo').map((sent) => proofOf(sent)))
  expect(asked.map(({ nonce }) => nonce)).toEqual([undefined, 'of-api'])

  const noncesFor = async (url: string, ...answers: Response[]): Promise<unknown[]> =>
    Promise.all((await callApi(services, tokens, { url, answers })).map(async (sent) => (await proofOf(sent))['nonce']))
  const headers = { 'dpop-nonce': 'of-other', 'www-authenticate': 'Bearer, DPoP error=use_dpop_nonce' }
  const challenged = new Response(null, { status: 401, headers })
  expect(await noncesFor('https://a.example/x', challenged)).toEqual([undefined, 'of-other'])
  expect(await noncesFor('https://a.example/y')).toEqual(['of-other'])
  expect(await noncesFor('https://b.example/x')).toEqual([undefined])
  const rotated = new Response(null, { headers: { 'dpop-nonce': 'newer' } })
  expect(await noncesFor(`${server.origin}/y`, rotated)).toEqual(['of-api'])
  expect(await noncesFor(`${server.origin}/y`)).toEqual(['newer'])
  server.script('token', granted(bound))
  await services.refreshTokens(tokens)
  expect(await proofOf(server.requests('token').at(-1))).toMatchObject({ nonce: 'of-server' })
})

test('a device with a wrong clock proves by the time of the server, as soon as that is known', async () => {
  const { server, clock, services, request } = await connect({ dpop: createDpop() })
  clock.jumpWall(-40 * 24 * 60 * 60 * 1000)
  server.script('deviceAuthorization', oauthError('invalid_dpop_proof'))
  await services.pollToken(await request(), call)
  const sent = [...server.requests('deviceAuthorization'), ...server.requests('token')]
  const proofs = await Promise.all(sent.map((one) => proofOf(one)))
  const daysOff = proofs.map(({ iat }) => Math.round((Date.now() / 1000 - Number(iat)) / 86_400))
  expect(daysOff).toEqual([40, 0, 0])
})

const refusedFor = (nonce: string): Response =>
  new Response(null, {
    status: 401,
    headers: { 'dpop-nonce': nonce, 'www-authenticate': 'DPoP error="use_dpop_nonce"' },
  })

test('six calls at one moment of an API whose nonces are for one use are all let in (RFC 9449 §9)', async () => {
  const { services, signIn } = await connect({ dpop: createDpop() })
  const tokens = await signIn(granted(bound))
  let valid = 0
  const statuses = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const response = await services.dpop?.send({
        tokens,
        method: 'GET',
        url: 'https://api.example.com/',
        async send(headers) {
          const { nonce } = await proofOf({ headers })
          if (nonce !== `n-${valid}`) return refusedFor(`n-${valid}`)
          valid += 1
          return new Response(null, { headers: { 'dpop-nonce': `n-${valid}` } })
        },
        canRepeat: () => true,
        renew: async () => {},
      })
      return response?.status
    }),
  )
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
})

test('a call is repeated with each new nonce, six times at most, and with none that it has had', async () => {
  const { services, signIn } = await connect({ dpop: createDpop() })
  const tokens = await signIn(granted(bound))
  const nonces = async (url: string, ...told: string[]): Promise<unknown[]> => {
    const sent = await callApi(services, tokens, { url, answers: told.map(refusedFor) })
    return Promise.all(sent.map(async (one) => (await proofOf(one))['nonce']))
  }
  expect(await nonces('https://a.example', 'a', 'a', 'b')).toEqual([undefined, 'a'])
  const told = Array.from({ length: 9 }, (_, at) => `b-${at}`)
  expect(await nonces('https://b.example', ...told)).toEqual([undefined, ...told.slice(0, 6)])
  expect(await nonces('https://b.example')).toEqual(['b-6'])
})
