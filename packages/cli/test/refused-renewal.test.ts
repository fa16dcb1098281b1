import { cpSync } from 'node:fs'
import { html, oauthError } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { startDevice } from './device.ts'
import { jsonLines, newHome, run } from './running-command.ts'

const LATER = { token: 5, fetch: 5, status: 0 }
const SIGN_IN_AGAIN = { token: 8, fetch: 8, status: 8 }
/** Nobody is signed in, and it is not the session's fault: whoever set the client up has to act. */
const CLIENT_IS_WRONG = { token: 6, fetch: 6, status: 8 }
const RULE_SAYS_NO = { token: 3, fetch: 3, status: 8 }

const STATUSES = [400, 401, 403, 404, 409, 429, 500, 503]
/** Whoever is in trouble says anything: it is believed only where a server that is well would say it. */
const isInTrouble = (status: number): boolean => status >= 500
const saysNotNow = (status: number): boolean => status === 409 || status === 429 || isInTrouble(status)

type Row = [answer: string, (status: number) => ResponseSource, (status: number) => typeof LATER]

const ROWS: Row[] = [
  [
    'invalid_grant',
    (status) => oauthError('invalid_grant', { status }),
    (status) => (isInTrouble(status) ? LATER : SIGN_IN_AGAIN),
  ],
  [
    'invalid_client',
    (status) => oauthError('invalid_client', { status }),
    (status) => (isInTrouble(status) ? LATER : CLIENT_IS_WRONG),
  ],
  ['access_denied', (status) => oauthError('access_denied', { status }), () => RULE_SAYS_NO],
  [
    'forbidden, a code that OAuth does not have',
    (status) => oauthError('forbidden', { status }),
    (status) => (saysNotNow(status) ? LATER : SIGN_IN_AGAIN),
  ],
  [
    'JSON without a code',
    (status) => ({ status, body: { message: 'Forbidden' } }),
    (status) => (status === 400 ? SIGN_IN_AGAIN : LATER),
  ],
  ['no word', (status) => ({ status }), (status) => (status === 400 ? SIGN_IN_AGAIN : LATER)],
  ['a page', html, () => LATER],
]

test.concurrent.each(ROWS)(
  '%s, for a session whose access token is dead, is the same to token, fetch and status, with every status (R13)',
  { timeout: 120_000 },
  async (_, answer, expected) => {
    const { server, env, login } = await startDevice()
    const { origin } = server
    await login()
    const found: object[] = []
    for (const status of STATUSES) {
      // Each with a copy of the session: what the server has said is kept.
      const home = newHome()
      cpSync(env['DEVICE_FLOW_HOME']!, home, { recursive: true })
      const late = { DEVICE_FLOW_HOME: home, ...clockSetBy(3_700_000, 0) }
      const recover = server.always('token', answer(status))
      const token = await run(['token'], late)
      const fetched = await run(['fetch', `${origin}/api`, '--allow-origin', origin], late)
      const stated = await run(['status', '--json'], late)
      recover()
      const isSignedIn = jsonLines(stated.stdout)[0]?.['signed_in']
      const outcome = { token: token.exitCode, fetch: fetched.exitCode, status: stated.exitCode }
      found.push({ answered: status, isSignedIn, ...outcome })
    }
    const wanted = STATUSES.map((status) => {
      const outcome = expected(status)
      return { answered: status, isSignedIn: outcome.status === 0, ...outcome }
    })
    expect(found).toEqual(wanted)
  },
)

test('a code that OAuth does not have ends no session: once the server renews again, it goes on, and status says so (R13)', async () => {
  const device = await startDevice()
  await device.login()
  const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
  const later = { ...device.env, ...clockSetBy(3_710_000, 0) }
  device.server.script('token', oauthError('forbidden', { status: 403, description: 'Blocked by rule 7.' }))
  const { exitCode, stderr } = await run(['token'], late)
  expect([exitCode, stderr]).toEqual([
    8,
    expect.stringMatching(/refused \(forbidden: Blocked by rule 7\.\)\. Sign in again/),
  ])
  expect(jsonLines((await run(['status', '--json'], late)).stdout)[0]).toMatchObject({
    signed_in: false,
    problem: expect.stringContaining('Blocked by rule 7.'),
  })
  expect((await run(['token'], later)).exitCode).toBe(0)
  expect(jsonLines((await run(['status', '--json'], later)).stdout)[0]).toMatchObject({
    signed_in: true,
    renewable: true,
  })
  expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 1 })
})

test.each(['access_token', 'token_type', 'refresh_token'])(
  'an unusable %s in the answer to a refresh is named in the JSON, as at a login',
  async (field) => {
    const { server, env, login } = await startDevice()
    await login()
    server.always('token', { body: { access_token: 'at', token_type: 'bearer', [field]: 55 } })
    const { stdout } = await run(['token', '--json'], { ...env, ...clockSetBy(3_700_000, 0) })
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'error', field })
  },
)
