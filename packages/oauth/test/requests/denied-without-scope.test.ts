import { denied } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { github, logto } from '../../src/profiles/index.ts'
import { createOAuthServices } from '../../src/index.ts'
import type { Provider } from '../../src/index.ts'
import { call, connect, endOf } from '../support.ts'
import type { Setup } from '../support.ts'

const DECLINED = 'The sign-in was declined. If that was not intended, start again and approve it.'
const NONE_ASKED =
  'No scope was asked for, and some servers deny that though the person has approved (oidc-provider, Logto): set the option scope.'
const NONE_LISTED =
  'The server lists none of the scopes that were asked for (scopes_supported), and some servers deny that though the person has approved (oidc-provider, Logto): ask for one that it lists.'

/** What a person is told whose login, by a scope, a server denies that lists its scopes. */
async function told(setup: Setup, listed?: unknown): Promise<string> {
  const { poll } = await connect({ ...setup, server: { metadata: { scopes_supported: listed } } })
  const { reason, message } = endOf(await poll(denied()))
  expect(reason).toBe('denied')
  return message
}

test.each<[string | undefined, unknown, string | undefined]>([
  [undefined, undefined, NONE_ASKED],
  ['', ['openid'], NONE_ASKED],
  ['orders', ['openid', 'profile'], NONE_LISTED],
  ['orders', [], NONE_LISTED],
  ['orders profile', ['openid', 'profile'], undefined],
  ['orders:read', 'openid orders:read', undefined],
  ['orders', 'openid profile', NONE_LISTED],
  ['orders', undefined, undefined],
  ['orders', 5, undefined],
])(
  'a login by the scope %j, where the server lists %j, that is denied says what may be missing (C8)',
  async (scope, listed, said) => {
    expect(await told({ scope }, listed)).toBe(`${[DECLINED, said].filter(Boolean).join(' ')} (access_denied)`)
  },
)

test.each<[string, () => Provider, string | undefined]>([
  ['Logto, which denies that', () => logto({ host: 'id.example.com' }), NONE_ASKED],
  ['GitHub, which does not', () => github(), undefined],
])('by who runs the server, where that is known: %s', async (_who, provider, said) => {
  const { server, clock } = await connect()
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'client-1', provider: provider(), clock })
  server.script('token', denied())
  const outcome = await services.pollToken(await services.requestDeviceAuthorization({}, call), call)
  expect(endOf(outcome).message).toBe(`${[DECLINED, said].filter(Boolean).join(' ')} (access_denied)`)
})

test('a refresh that is declined asks for no scope', async () => {
  const { signIn, services, server } = await connect({ scope: undefined })
  const tokens = await signIn()
  server.script('token', denied())
  expect(endOf(await services.refreshTokens(tokens)).message).not.toContain('scope')
})

test('of a login that another process has begun nobody says that it asked for no scope', async () => {
  const { server, clock } = await connect()
  const options = { issuer: server.issuer, clientId: 'client-1', clock }
  const authorization = await createOAuthServices(options).requestDeviceAuthorization({ scope: 'orders' }, call)
  server.script('token', denied())
  const outcome = await createOAuthServices(options).pollToken(authorization, call)
  expect(endOf(outcome).message).toBe(`${DECLINED} (access_denied)`)
})
