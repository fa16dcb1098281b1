import { DeviceFlowError } from '@device-flow/machine'
import type { DpopProofs } from '@device-flow/machine'
import { tokenSourceOf } from '@device-flow/machine/tokens'
import type { ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuthorizedFetch } from '../../src/index.ts'
import { ORDERS, refused, startApi, tokensSent } from '../api.ts'
import { signedIn } from '../login.ts'
import type { Login } from '../login.ts'

let api: ScriptedServer
beforeEach(async () => {
  api = await startApi()
})
afterEach(() => api.close())

/** Proofs that say what they prove; a response with a nonce asks for it. */
function plainProofs(): DpopProofs & { problem?: Error } {
  let nonce = 'none'
  return {
    async send({ tokens, method, url, send, canRepeat, renew }) {
      if (this.problem) {
        await renew().catch(() => {})
        throw this.problem
      }
      const sendOnce = (isRepeat: boolean): Promise<Response> =>
        send({ authorization: `DPoP ${tokens.accessToken.reveal()}`, dpop: `${method} ${url} ${nonce}` }, isRepeat)
      const response = await sendOnce(false)
      const asked = response.headers.get('dpop-nonce')
      nonce = asked ?? nonce
      return asked !== null && canRepeat() ? sendOnce(true) : response
    },
  }
}

function signedInBound(dpop: DpopProofs | undefined): Promise<Login> {
  const granted = { tokenType: 'dpop' }
  return signedIn({ polls: [{ granted }], refreshes: [{ refreshed: granted }] }, { allowedOrigins: [api.origin], dpop })
}

const proofsSent = () => api.requests().map(({ headers }) => headers['dpop'])
const challenge = 'DPoP error="use_dpop_nonce"'
const wantsNonce = { ...refused(), headers: { 'www-authenticate': challenge, 'dpop-nonce': 'n-1' } }

test('each call carries a proof of its own, made for its method and address (H7)', async () => {
  const { session } = await signedInBound(plainProofs())
  const url = `${api.origin}${ORDERS}`
  await session.fetch(url, { headers: { authorization: 'Basic bm8=', dpop: 'mine' } })
  await session.fetch(new Request(url, { method: 'put', body: 'tea' }))
  expect(tokensSent(api)).toEqual(['DPoP access-token-1', 'DPoP access-token-1'])
  expect(proofsSent()).toEqual([`GET ${url} none`, `PUT ${url} none`])
})

test('an API that asks for its nonce gets the request once more, body and all, and no token is renewed (H8)', async () => {
  const login = await signedInBound(plainProofs())
  const url = `${api.origin}${ORDERS}`
  api.script(ORDERS, wantsNonce)
  const response = await login.session.fetch(new Request(url, { method: 'POST', body: 'tea' }))
  expect(response.status).toBe(200)
  expect(proofsSent()).toEqual([`POST ${url} none`, `POST ${url} n-1`])
  expect(api.requests()[1]?.body).toBe('tea')
  // A stream cannot be sent again: the caller hears of it, and the next call has the nonce.
  api.script(ORDERS, wantsNonce)
  const body = new Blob(['tea']).stream()
  const given = await login.session.fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(given.status).toBe(401)
  expect(login.services.calls('refreshTokens')).toHaveLength(0)
})

test('a bound token that the API refuses is renewed once, and the new one proven anew (H8)', async () => {
  const { session } = await signedInBound(plainProofs())
  api.script(ORDERS, refused('Bearer error="insufficient_scope", DPoP error="invalid_token", algs="ES256"'))
  expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
  expect(tokensSent(api)).toEqual(['DPoP access-token-1', 'DPoP access-token-2'])
})

test('what proves the tokens can be handed over to a fetch of one’s own; without it, none is sent as bearer', async () => {
  const { session, services } = await signedInBound(undefined)
  const options = { allowedOrigins: [api.origin], clock: services.clock }
  const url = `${api.origin}${ORDERS}`
  await expect(session.fetch(url)).rejects.toMatchObject({ reason: 'unsupported' })
  expect(api.requests()).toEqual([])
  const dpop = plainProofs()
  await createAuthorizedFetch(session.actor, { ...options, dpop })(url)
  await createAuthorizedFetch(
    tokenSourceOf(session.actor, () => services.clock.now()),
    { ...options, dpop },
  )(url)
  expect(tokensSent(api)).toEqual(['DPoP access-token-1', 'DPoP access-token-1'])
})

test('a key that is gone ends the session at the first call, with the reason (H9)', async () => {
  const dpop = plainProofs()
  const { session, services } = await signedInBound(dpop)
  dpop.problem = new DeviceFlowError('signedOut', 'The key is gone. Sign in again.', { endedBy: 'storage' })
  services.refreshTokens = async () => ({ type: 'refused', error: dpop.problem as DeviceFlowError })
  await expect(session.fetch(`${api.origin}${ORDERS}`)).rejects.toMatchObject({ reason: 'signedOut' })
  expect(api.requests()).toEqual([])
})
