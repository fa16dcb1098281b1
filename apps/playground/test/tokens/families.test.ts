import { expect, test } from 'vitest'
import { tokenFamilies } from '../../src/tokens/refresh-token/families.ts'
import type { Exchange, ExchangeKind } from '../../src/wire/exchange.ts'

let sent = 0

/** A request with this form, and the JSON that it was answered with; none where the answer was lost. */
function exchange(kind: ExchangeKind, form: Record<string, string>, body?: object, status = 200): Exchange {
  sent += 1
  const headers = [['content-type', 'application/x-www-form-urlencoded']] as const
  return {
    number: sent,
    device: 'device',
    kind,
    request: { method: 'POST', url: 'https://as.example/token', headers, body: new URLSearchParams(form).toString() },
    sentAt: sent * 1000,
    ...(body ? { response: { status, headers: [], body: JSON.stringify(body) } } : { failure: 'Failed to fetch' }),
  }
}

const login = (name = ''): Exchange => exchange('poll', {}, { access_token: `a1${name}`, refresh_token: `r1${name}` })
const refresh = (token: string, body?: object, status?: number): Exchange =>
  exchange('refresh', { grant_type: 'refresh_token', refresh_token: token }, body, status)
const second = { access_token: 'a2', refresh_token: 'r2' }

const fates = (...exchanges: Exchange[]): unknown[] =>
  tokenFamilies(exchanges).map((family) =>
    family.map(({ refreshToken, accessToken }) => [refreshToken?.fate, accessToken.fate]),
  )

test.each<[string, Exchange[], unknown[]]>([
  ['after a login, both tokens are in use', [login()], [[['current', 'current']]]],
  [
    'a refresh replaces both',
    [login(), refresh('r1', second)],
    [
      [
        ['replaced', 'replaced'],
        ['current', 'current'],
      ],
    ],
  ],
  ['a refresh without an answer leaves it open', [login(), refresh('r1')], [[['sent', 'current']]]],
  [
    'one that is answered at last replaces both',
    [login(), refresh('r1'), refresh('r1', second)],
    [
      [
        ['replaced', 'replaced'],
        ['current', 'current'],
      ],
    ],
  ],
  [
    'a server that refuses it has ended it, and the access token is in doubt',
    [login(), refresh('r1', { error: 'invalid_grant' }, 400)],
    [[['refused', 'doubtful']]],
  ],
  [
    'a token that is revoked is dead',
    [login(), exchange('revocation', { token: 'a1' }, {})],
    [[['current', 'revoked']]],
  ],
  [
    'a revocation that fails ends nothing',
    [login(), exchange('revocation', { token: 'a1' }, {}, 503)],
    [[['current', 'current']]],
  ],
  [
    'an API that does not take the access token says nothing of others: it may be for another one',
    [login(), exchange('userInfo', {}, { error: 'invalid_token' }, 401)],
    [[['current', 'current']]],
  ],
  ['another login is another family', [login(), login('b')], [[['current', 'current']], [['current', 'current']]]],
])('%s', (_what, exchanges, expected) => {
  expect(fates(...exchanges)).toEqual(expected)
})

test('a refresh token that the server does not rotate is told to be the same', () => {
  const [family] = tokenFamilies([login(), refresh('r1', { access_token: 'a2' })])
  expect(family?.map(({ isKept, refreshToken }) => [isKept, refreshToken])).toEqual([
    [false, { value: 'r1', fate: 'current' }],
    [true, { value: 'r1', fate: 'current' }],
  ])
})
