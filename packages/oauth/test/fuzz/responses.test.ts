import { fuzz, FUZZ_TIMEOUT_MS } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeating, responses, type AnyResponse } from './any-response.ts'
import {
  DEVICE_AUTHORIZATION,
  expectSound,
  hostileClient,
  METADATA,
  secrets,
  signIn,
  TOKENS,
} from './hostile-server.ts'
import type { Answers, Client } from './hostile-server.ts'

const refresh = ({ services, tokens }: Client): Promise<unknown> => services.refreshTokens(tokens)
const revoke = ({ services, tokens }: Client): Promise<unknown> => services.revokeTokens(tokens)
const userInfo = ({ services, tokens }: Client): Promise<unknown> => services.fetchUserInfo(tokens)

/** Proofs take time: one client in five makes them. */
const isBound = fc.integer({ min: 0, max: 4 }).map((fifth) => fifth === 0)

/** Tokens whose type nobody understands. */
const UNUSABLE = ['No: $accessToken', '\u001B[2J'].map((type) => ({ ...TOKENS, token_type: type }))

type Case = [
  what: string,
  endpoint: keyof Answers,
  ask: (client: Client) => Promise<unknown>,
  responses: fc.Arbitrary<AnyResponse>,
]

const cases: Case[] = [
  ['the metadata', 'metadata', signIn, responses([METADATA])],
  ['the response to the device', 'deviceAuthorization', signIn, responses([DEVICE_AUTHORIZATION], ['clientSecret'])],
  ['an error for the device', 'deviceAuthorization', signIn, repeating('clientSecret')],
  ['the tokens', 'token', signIn, responses([TOKENS, ...UNUSABLE], ['deviceCode', 'clientSecret'])],
  ['an error at a poll', 'token', signIn, repeating('deviceCode', 'clientSecret')],
  ['the tokens of a refresh', 'token', refresh, responses([TOKENS, ...UNUSABLE], ['refreshToken', 'clientSecret'])],
  ['an error at a refresh', 'token', refresh, repeating('refreshToken', 'accessToken', 'clientSecret')],
  ['an error at a revocation', 'revocation', revoke, repeating('refreshToken', 'accessToken', 'clientSecret')],
  [
    'the user info',
    'userinfo',
    userInfo,
    responses([{ sub: 'person-1', name: 'Ada', email: 'ada@example.com' }], ['accessToken']),
  ],
  ['an error for the user info', 'userinfo', userInfo, repeating('accessToken')],
]

test.each<Case>(cases)(
  'whatever a server says as %s: an outcome or a typed error, soon, of bounded size, without secrets or control characters (A1, C5, H2, H3)',
  async (_what, endpoint, ask, anyResponse) => {
    await fc.assert(
      fc.asyncProperty(anyResponse, secrets, isBound, async (response, canaries, bound) => {
        const client = hostileClient({ [endpoint]: response }, canaries, { isBound: bound })
        await expect(expectSound(client, ask(client))).resolves.toBeUndefined()
      }),
      fuzz(60),
    )
  },
  FUZZ_TIMEOUT_MS,
)
