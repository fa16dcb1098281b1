import { fuzz, FUZZ_TIMEOUT_MS } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  DEVICE_AUTHORIZATION,
  expectSound,
  hostileClient,
  METADATA,
  oauthError,
  responses,
  signIn,
  TOKENS,
} from './hostile-server.ts'
import type { Answers, AnyResponse, Client } from './hostile-server.ts'

const refresh = ({ services, tokens }: Client): Promise<unknown> => services.refreshTokens(tokens)
const revoke = ({ services, tokens }: Client): Promise<unknown> => services.revokeTokens(tokens)
const userInfo = ({ services, tokens }: Client): Promise<unknown> => services.fetchUserInfo(tokens)

type Case = [
  what: string,
  endpoint: keyof Answers,
  ask: (client: Client) => Promise<unknown>,
  responses: fc.Arbitrary<AnyResponse>,
]

const cases: Case[] = [
  ['the metadata', 'metadata', signIn, responses(METADATA)],
  ['the response to the device', 'deviceAuthorization', signIn, responses(DEVICE_AUTHORIZATION)],
  ['an error for the device', 'deviceAuthorization', signIn, responses(oauthError('clientSecret'))],
  ['the tokens', 'token', signIn, responses(TOKENS)],
  ['an error at a poll', 'token', signIn, responses(oauthError('deviceCode', 'clientSecret'))],
  ['the tokens of a refresh', 'token', refresh, responses(TOKENS)],
  ['an error at a refresh', 'token', refresh, responses(oauthError('refreshToken', 'accessToken', 'clientSecret'))],
  [
    'an error at a revocation',
    'revocation',
    revoke,
    responses(oauthError('refreshToken', 'accessToken', 'clientSecret')),
  ],
  ['the user info', 'userinfo', userInfo, responses({ sub: 'person-1', name: 'Ada', email: 'ada@example.com' })],
  ['an error for the user info', 'userinfo', userInfo, responses(oauthError('accessToken'))],
]

test.each<Case>(cases)(
  'whatever a server says as %s: an outcome or a typed error, soon, of bounded size, without secrets or control characters (A1, C5, H2, H3)',
  async (_what, endpoint, ask, anyResponse) => {
    await fc.assert(
      fc.asyncProperty(anyResponse, async (response) => {
        const client = hostileClient({ [endpoint]: response })
        await expect(expectSound(client, ask(client))).resolves.toBeUndefined()
      }),
      fuzz(60),
    )
  },
  FUZZ_TIMEOUT_MS,
)
