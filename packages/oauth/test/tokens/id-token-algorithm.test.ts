import { granted } from '@device-flow/testing'
import type { GrantedIdToken } from '@device-flow/testing'
import { expect, test } from 'vitest'
import type { ClientAuth } from '../../src/index.ts'
import { connect, endOf } from '../support.ts'
import type { Setup } from '../support.ts'

const withSecret = (clientSecret: string): { clientAuth: ClientAuth } => ({
  clientAuth: { method: 'client_secret_basic', clientSecret },
})
const long = 'a-secret-of-thirty-two-characters'
const announcing = (...algs: string[]): Setup => ({
  server: { metadata: { id_token_signing_alg_values_supported: algs } },
})
const unannounced: Setup = { server: { metadata: { id_token_signing_alg_values_supported: undefined } } }
const hs256: GrantedIdToken = { alg: 'HS256', key: { secret: 'sec' } }
const otherwise = 'Have it sign with RS256 for this client, or leave openid out of the scope.'
const setTo = (alg: string): string =>
  `If it is right, set idTokenSignedResponseAlg (--id-token-alg on the command line) to ${alg}.`

test.each<[string, GrantedIdToken, Setup, string, string]>([
  [
    'a client secret that is too short for it',
    hs256,
    { ...announcing('HS256', 'RS256'), ...withSecret('sec') },
    'it is signed with HS256 (alg), which takes a client secret of at least 32 bytes',
    otherwise,
  ],
  [
    'a client secret that is missing',
    hs256,
    announcing('HS256', 'RS256'),
    'it is signed with HS256 (alg), which takes a client secret, and this client has none',
    otherwise,
  ],
  [
    'a client secret that is not announced to be used for it',
    { ...hs256, key: { secret: long } },
    { ...announcing('RS256'), ...withSecret(long) },
    'it is signed with HS256 (alg), and the server does not announce that',
    setTo('HS256'),
  ],
  [
    'metadata that names none, so that RS256 is expected',
    { alg: 'ES256' },
    unannounced,
    'it is signed with ES256 (alg), and the server does not announce that',
    setTo('ES256'),
  ],
  [
    'another one that is configured',
    {},
    { idTokenSignedResponseAlg: 'ES256' },
    'it is signed with RS256 (alg), and ES256 is configured',
    setTo('RS256'),
  ],
  ['no signature', { alg: 'none' }, announcing('RS256', 'none'), 'it is not signed (alg is none)', otherwise],
])('an ID token that is refused for its algorithm names it, and what to do: %s (case 21)', async (...row) => {
  const [, idToken, setup, problem, advice] = row
  const { poll } = await connect(setup)
  const error = endOf(await poll(granted({}, idToken)))
  expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  expect(error.message).toBe(`The ID token was rejected: ${problem}. Nothing was kept. ${advice}`)
})

test.each(['ES256K', 'rs256', 'Zm9vYmFyLTEyMzQ1'])(
  'an algorithm that nobody here knows (%s) is not quoted: it may be anything',
  async (alg) => {
    const { poll, server } = await connect()
    const header = btoa(JSON.stringify({ alg })).replaceAll('=', '')
    const [, ...others] = (await server.idToken()).split('.')
    const error = endOf(await poll(granted({ id_token: [header, ...others].join('.') })))
    expect(error.reason).toBe('invalidIdToken')
    expect(error.message).not.toContain(alg)
  },
)
