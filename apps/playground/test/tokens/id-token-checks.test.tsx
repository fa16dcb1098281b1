import { granted } from '@device-flow/testing/fetch'
import type { GrantedIdToken } from '@device-flow/testing/fetch'
import { act } from 'react'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../src/settings/settings.ts'
import { checkIdToken } from '../../src/tokens/id-token/check-id-token.ts'
import type { IdTokenCheck } from '../../src/tokens/id-token/check.ts'
import { evidenceFor } from '../../src/tokens/id-token/evidence.ts'
import { tokenResponses } from '../../src/wire/token-response.ts'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
const MINUTES = 60

/** Signs in with an ID token of one's own. Returns what the login came to, and what the page says about the token. */
async function signInWith(
  idToken: GrantedIdToken,
  settings: Partial<Settings> = {},
  members: Record<string, unknown> = {},
): Promise<{ page: OpenPlayground; field: string | undefined; reason: string | undefined; checks: IdTokenCheck[] }> {
  const page = openDevice(settings)
  page.lab().server.scripted?.script('token', granted(members, idToken))
  await page.press('Sign in')
  await page.until(() => ['authorized', 'error'].includes(page.lab().devices.flow()?.status ?? ''))
  const flow = page.lab().devices.flow()
  return { page, field: flow?.error?.field, reason: flow?.error?.reason, checks: await checksOf(page) }
}

async function checksOf(page: OpenPlayground): Promise<IdTokenCheck[]> {
  const exchanges = page.lab().wire.list()
  const responses = tokenResponses(exchanges)
  const newest = responses.at(-1)
  if (!newest?.idToken) throw new Error('No ID token came')
  const client = { clientId: 'playground', clientSecret: undefined }
  return checkIdToken(newest.idToken, evidenceFor(newest, responses, exchanges, client))
}

const failed = (checks: readonly IdTokenCheck[]): string[] =>
  checks.filter(({ result }) => result === 'failed').map(({ name }) => name)

function nested(levels: number): unknown {
  return levels === 0 ? 'end' : [nested(levels - 1)]
}

describe('what the page says of a wrong ID token is what the login made of it', () => {
  test.each<[string, GrantedIdToken, string[]]>([
    ['of another issuer', { claims: { iss: 'https://evil.example.com' } }, ['iss']],
    ['of the issuer with a slash more', { claims: { iss: 'https://as.example/' } }, ['iss']],
    ['without an issuer', { claims: { iss: undefined } }, ['iss']],
    ['for another client', { claims: { aud: 'client-2' } }, ['aud']],
    ['for others only', { claims: { aud: ['a', 'b'] } }, ['aud']],
    ['for nobody', { claims: { aud: undefined } }, ['aud']],
    ['for two clients and the other is in charge', { claims: { aud: ['playground', 'b'], azp: 'b' } }, ['azp']],
    ['for two clients and nobody is in charge', { claims: { aud: ['playground', 'b'] } }, ['aud']],
    ['for this client while another is in charge', { claims: { azp: 'other' } }, ['azp']],
    ['while a number is in charge', { claims: { azp: 5 } }, ['azp']],
    ['that has expired', { claims: { exp: now() - 20 * MINUTES } }, ['exp']],
    ['that never expires', { claims: { exp: undefined } }, ['exp']],
    ['whose expiry is text', { claims: { exp: 'tomorrow' } }, ['exp']],
    ['without a time of issue', { claims: { iat: undefined } }, ['iat']],
    ['whose time of issue is text', { claims: { iat: 'now' } }, ['iat']],
    ['that is not valid yet', { claims: { nbf: now() + 20 * MINUTES } }, ['nbf']],
    ['whose begin is text', { claims: { nbf: 'now' } }, ['nbf']],
    ['about nobody', { claims: { sub: undefined } }, ['sub']],
    ['about an empty name', { claims: { sub: '' } }, ['sub']],
    ['about a number', { claims: { sub: 5 } }, ['sub']],
    ['whose sign-in is text', { claims: { auth_time: 'now' } }, ['auth_time']],
    ['whose sign-in was before time began', { claims: { auth_time: -1 } }, ['auth_time']],
    ['nested too deeply', { claims: { deep: nested(100) } }, ['id_token']],
    ['without a signature', { alg: 'none' }, ['alg']],
    ['signed by an algorithm that is not announced', { alg: 'PS256' }, ['alg']],
    ['signed with a foreign key', { key: 'foreign' }, ['signature']],
    ['signed with a key that is not published', { header: { kid: 'nobody' } }, ['kid']],
    ['with an extension that must be understood', { header: { crit: ['b64'], b64: true } }, ['crit']],
  ])('%s', async (_what, idToken, names) => {
    const { field, reason, checks } = await signInWith(idToken)
    expect(reason).toBe('invalidIdToken')
    expect(names).toContain(field)
    expect(failed(checks)).toEqual(names)
    for (const check of checks) expect(check.reason).toMatch(/\.$/)
  })

  test.each([['text'], ['a.b.c'], ['a.b.c.d.e'], ['..'], ['e30.e30.e30']])('%s in its place', async (text) => {
    const { reason, checks } = await signInWith({}, {}, { id_token: text })
    expect(reason).toBe('invalidIdToken')
    expect(failed(checks).length).toBeGreaterThan(0)
  })

  test.each<[string, Record<string, string>, GrantedIdToken, string]>([
    ['the sign-in was longer ago than max_age', { max_age: '60' }, { claims: { auth_time: now() - 600 } }, 'auth_time'],
    ['the sign-in is yet to come', { max_age: '60' }, { claims: { auth_time: now() + 600 } }, 'auth_time'],
    ['max_age was asked for, and nothing says when', { max_age: '60' }, {}, 'auth_time'],
    [
      'the person signed in otherwise than is essential',
      { claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['phr'] } } }) },
      { claims: { acr: 'pwd' } },
      'acr',
    ],
  ])('%s', async (_what, parameters, idToken, name) => {
    const { field, reason, checks } = await signInWith(idToken, { parameters })
    expect({ reason, field }).toEqual({ reason: 'invalidIdToken', field: name })
    expect(failed(checks)).toEqual([name])
  })
})

describe('what the page says of a good ID token is what the login made of it', () => {
  test.each<[string, GrantedIdToken]>([
    ['as usual', {}],
    ['for two clients, this one in charge', { claims: { aud: ['playground', 'b'], azp: 'playground' } }],
    ['with null where nobody is in charge', { claims: { azp: null } }],
    ['that expired five minutes ago', { claims: { exp: now() - 5 * MINUTES } }],
    ['that begins in five minutes', { claims: { nbf: now() + 5 * MINUTES } }],
    ['that was issued in the future', { claims: { iat: now() + 60 * MINUTES } }],
    ['without the name of a key', { header: { kid: undefined } }],
    ['that was issued with another access token', { claims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }],
  ])('%s', async (_what, idToken) => {
    const { page, checks } = await signInWith(idToken)
    expect(page.lab().devices.flow()?.status).toBe('authorized')
    expect(failed(checks)).toEqual([])
  })

  test('recent enough, and in the way that was asked for', async () => {
    const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'phr' } } })
    const { page, checks } = await signInWith(
      { claims: { auth_time: now() - 30, acr: 'phr' } },
      { parameters: { max_age: '60', claims } },
    )
    expect(page.lab().devices.flow()?.status).toBe('authorized')
    expect(checks.filter(({ name }) => ['acr', 'auth_time'].includes(name)).map(({ result }) => result)).toEqual([
      'passed',
      'passed',
    ])
  })
})

test.each<[string, GrantedIdToken, string, RegExp, RegExp]>([
  ['expired 5 minutes before it came', { claims: { exp: now() - 5 * MINUTES } }, 'exp', /expired 5 min/, /less 10 min/],
  [
    'becomes good 5 minutes later',
    { claims: { nbf: now() + 5 * MINUTES } },
    'nbf',
    /good only [45] min/,
    /plus 10 min/,
  ],
  [
    'was issued 5 minutes later',
    { claims: { iat: now() + 5 * MINUTES } },
    'iat',
    /future, by [45] min/,
    /not long before/,
  ],
])(
  'an ID token that %s is taken, and the page says how wrong a clock is',
  async (_what, idToken, name, reason, expected) => {
    const { page, checks } = await signInWith(idToken)
    expect(page.lab().devices.flow()?.status).toBe('authorized')
    const check = checks.find((one) => one.name === name)
    expect(check?.result).toBe('noted')
    expect(check?.reason).toMatch(reason)
    expect(check?.expected).toMatch(expected)
  },
)

test('a sign-in that is too old by less than the leeway is taken, and the page says so', async () => {
  const { page, checks } = await signInWith({ claims: { auth_time: now() - 80 } }, { parameters: { max_age: '60' } })
  expect(page.lab().devices.flow()?.status).toBe('authorized')
  const check = checks.find(({ name }) => name === 'auth_time')
  expect(check).toMatchObject({ result: 'noted' })
  expect(check?.expected).toMatch(/60 s \(max_age\), \d+ s of the login, and 30 s of leeway/)
})

test('an ID token of a refresh that is out of time is dropped alone, and the page says that the session goes on', async () => {
  const { page } = await signInWith({})
  const claims = { exp: now() - 20 * MINUTES, sub: page.lab().devices.flow()?.claims?.sub }
  page.lab().server.scripted?.script('token', granted({}, { claims }))
  await act(async () => page.lab().devices.flow()?.refresh())
  await page.until(() => page.lab().wire.list().at(-1)?.verdict?.outcome === 'refreshed')
  const check = (await checksOf(page)).find(({ name }) => name === 'exp')
  expect(check?.reason).toMatch(/At a refresh/)
  expect(page.lab().devices.flow()?.status).toBe('authorized')
})

test('each check names the section of its rule, what it found, and what it wanted', async () => {
  const { checks } = await signInWith({ claims: { aud: 'another-client' } })
  expect(checks.find(({ name }) => name === 'aud')).toMatchObject({
    found: 'another-client',
    expected: 'playground',
    rule: { title: 'OpenID Connect Core §3.1.3.7, point 3' },
  })
})

test('a key that the server publishes only after the token came counts, as it does for the login', async () => {
  const page = openDevice()
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  const { scripted } = page.lab().server
  scripted?.rotateKey()
  scripted?.script('token', granted())
  await page.untilStatus('authorized')
  const checks = await checksOf(page)
  expect(failed(checks)).toEqual([])
  expect(
    page
      .lab()
      .wire.list()
      .filter(({ kind }) => kind === 'keys'),
  ).toHaveLength(2)
})

test('an ID token of a refresh that is about somebody else is refused, and the page says why', async () => {
  const { page } = await signInWith({})
  page.lab().server.scripted?.script('token', granted({}, { claims: { sub: 'somebody else' } }))
  await act(async () => page.lab().devices.flow()?.refresh())
  await page.until(() => page.lab().devices.flow()?.status === 'error')
  expect(page.lab().devices.flow()?.error?.field).toBe('sub')
  expect(failed(await checksOf(page))).toEqual(['sub'])
})
