import type { DeviceFlowError } from '@device-flow/machine'
import { deviceAuthorization, tokenSet } from '../../services/builders.ts'
import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'
import type { ContractLogin } from '../contract-login.ts'

const HOUR_MS = 3_600_000

/** The tokens that are handed out now. Asked for first and waited for afterwards: a renewal takes its time. */
async function accessTokens(login: ContractLogin, callers: number, waitMs: number): Promise<string[]> {
  let tokens: string[] = []
  await login.act(async () => {
    const all = Promise.all(Array.from({ length: callers }, () => login.consumer().commands().getAccessToken()))
    await login.clock.advance(waitMs)
    tokens = await all
  })
  return tokens
}

export const sessionCases: readonly ContractCase[] = [
  {
    name: 'who signed in is shown, and no token',
    script: { polls: [{ granted: { accessToken: 'access-canary', claims: { sub: 'ada', name: 'Ada' } } }] },
    async run(login) {
      await login.signedIn()
      const view = login.shown('authorized')
      same([view.claims?.sub, view.claims?.['name']], ['ada', 'Ada'], 'The claims')
      same(view.scope, 'openid offline_access', 'The scope')
      check(!JSON.stringify(view).includes('access-canary'), 'The view holds the access token')
      same(await accessTokens(login, 1, 0), ['access-canary'], 'The access token')
    },
  },
  {
    name: 'refresh renews the tokens; all that shows is that it is under way',
    script: { polls: ['granted'], refreshes: [{ after: 1000, do: 'refreshed' }] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      same(login.shown('authorized').refreshing, true, 'Refreshing')
      await login.pass(1000)
      same(login.shown('authorized').refreshing, false, 'Refreshing')
      same(await accessTokens(login, 1, 0), ['access-token-2'], 'The access token')
    },
  },
  {
    name: 'tokens are renewed by themselves before they expire',
    script: { polls: ['granted'] },
    async run(login) {
      await login.signedIn()
      await login.pass(HOUR_MS - 60_000)
      same(login.services.calls('refreshTokens').length, 1, 'Refreshes')
      login.shown('authorized')
    },
  },
  {
    name: 'ten callers who need a token at once share one refresh, and all get the new token (F1)',
    script: { polls: ['granted'], refreshes: [{ after: 1000, do: 'refreshed' }] },
    async run(login) {
      await login.signedIn()
      login.clock.jumpWall(HOUR_MS)
      const tokens = await accessTokens(login, 10, 1000)
      same([...new Set(tokens)], ['access-token-2'], 'The tokens')
      same(login.services.calls('refreshTokens').length, 1, 'Refreshes')
    },
  },
  {
    name: 'a refresh without network loses nobody their session (F5)',
    script: { polls: ['granted'], refreshes: [{ fault: 'offline' }] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      await login.pass(0)
      login.shown('authorized')
      same(await accessTokens(login, 1, 0), ['access-token-1'], 'The access token')
    },
  },
  {
    name: 'a server that asks to be left alone is asked once, however often a token is wanted, and then again',
    script: { polls: ['granted'], refreshes: [{ fault: 'rateLimited', retryAfterMs: 60_000, status: 429 }] },
    async run(login) {
      await login.signedIn()
      login.clock.jumpWall(HOUR_MS)
      const retryAt = login.clock.now() + 60_000
      for (let call = 0; call < 10; call++) {
        let failure: unknown
        await login.act(async () => {
          const token = login.consumer().commands().getAccessToken()
          failure = await token.catch((error: unknown) => error)
        })
        const { reason, status, retryAt: at } = failure as Partial<DeviceFlowError>
        same([reason, status, at], ['offline', 429, retryAt], `The failure of call ${call}`)
      }
      same(login.services.calls('refreshTokens').length, 1, 'Refreshes')
      await login.pass(60_000)
      same(await accessTokens(login, 1, 0), ['access-token-2'], 'The access token')
    },
  },
  {
    name: 'a session that ended at the server is shown as signed out',
    script: { polls: ['granted'], refreshes: ['refused'] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      same(login.shown('error').error.reason, 'signedOut', 'The reason')
      await login.isAtRest()
    },
  },
  {
    name: 'a session that the server refuses to renew is shown as such, and stays until its access token ends (R9)',
    script: { polls: ['granted'], refreshes: [{ refused: { isTimed: true } }] },
    async run(login) {
      await login.signedIn()
      const { renewable, accessTokenExpiresAt } = login.shown('authorized')
      same(renewable, true, 'Renewable before')
      await login.send('refresh')
      const view = login.shown('authorized')
      same([view.renewable, view.endsAt], [false, accessTokenExpiresAt], 'Renewable, and the end')
      same(view.problem?.reason, 'signedOut', 'The problem')
      same(await accessTokens(login, 1, 0), ['access-token-1'], 'The access token')
      await login.pass(HOUR_MS)
      same(login.shown('error').error.reason, 'signedOut', 'The reason')
      same(login.services.calls('refreshTokens').length, 1, 'Refreshes')
      await login.isAtRest()
    },
  },
  {
    name: 'what the last refresh failed by is shown, until one succeeds',
    script: { polls: ['granted'], refreshes: [{ fault: 'offline' }] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      same(login.shown('authorized').problem?.reason, 'offline', 'The problem')
      await login.pass(5000)
      same(login.shown('authorized').problem, undefined, 'The problem')
    },
  },
  {
    name: 'signing out forgets the tokens at once and has them revoked (F12)',
    script: { polls: ['granted'] },
    async run(login) {
      await login.signedIn()
      await login.send('signOut')
      login.shown('idle')
      const revoked = login.services.revoked.map(({ accessToken }) => accessToken.reveal())
      same(revoked, ['access-token-1'], 'Revoked')
      await login.isAtRest()
    },
  },
  {
    name: 'asking for a token when nobody is signed in says so',
    needs: ['commands'],
    async run(login) {
      const { commands } = login.consumer()
      const reason: unknown = await commands()
        .getAccessToken()
        .then(
          () => 'none',
          (error: { reason?: unknown }) => error.reason,
        )
      same(reason, 'signedOut', 'The reason')
    },
  },
  {
    name: 'a login that was pending when the device went down goes on: the code is there, and one poll at its time',
    needs: ['restore'],
    session: {
      version: 1,
      type: 'pending',
      authorization: deviceAuthorization({ userCode: 'KEPT-CODE' }),
      intervalMs: 10_000,
      lastReplyAt: deviceAuthorization().receivedAt,
    },
    script: { polls: ['granted'] },
    async run(login) {
      same(login.shown('awaitingUser').userCode, 'KEPT-CODE', 'The code')
      await login.pass(10_999)
      same(login.polls(), 0, 'Polls before the interval as slow_down had raised it, and a second')
      await login.pass(1)
      login.shown('authorized')
      same(login.services.calls('requestDeviceAuthorization').length, 0, 'Device authorization requests')
    },
  },
  {
    name: 'who was signed in when the device went down still is',
    needs: ['restore'],
    session: { version: 1, type: 'signedIn', tokens: tokenSet({ accessToken: 'kept-token' }), refreshInFlight: false },
    async run(login) {
      login.shown('authorized')
      same(await accessTokens(login, 1, 0), ['kept-token'], 'The access token')
    },
  },
]
