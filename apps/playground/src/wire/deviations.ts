import { isLoopback, isSafeWebUrl } from '@device-flow/untrusted'
import { readJwt } from './read-jwt.ts'
import type { Exchange, ExchangeKind, Rule } from './exchange.ts'
import { readForm } from './kind-of.ts'
import { membersIn } from './members-in.ts'
import { rfc } from './rules.ts'
import { shownValue } from './shown-value.ts'

/** What a server does otherwise than a standard has it, and the client takes all the same. */
export interface Deviation {
  readonly text: string
  readonly rule: Rule
}

/** A response, and what it is held against. */
interface Facts {
  readonly kind: ExchangeKind
  readonly status: number
  readonly body: string
  readonly members: Readonly<Record<string, unknown>>
  /** As it was entered. */
  readonly issuer: string | undefined
  /** What the login had before. */
  readonly scopeBefore: string | undefined
}

interface Check {
  readonly kinds: readonly ExchangeKind[]
  /** Of a success, or of a refusal. */
  readonly of: 'success' | 'refusal'
  readonly rule: Rule
  /** What deviates; undefined where nothing does. */
  readonly find: (facts: Facts) => string | undefined | false
}

const CODE: readonly ExchangeKind[] = ['deviceAuthorization']
const TOKENS: readonly ExchangeKind[] = ['poll', 'refresh']
const DAY_S = 24 * 60 * 60
const HUNDRED_YEARS_S = 100 * 366 * DAY_S

const isCount = (value: unknown): boolean => typeof value === 'number' && value > 0

const CHECKS: readonly Check[] = [
  {
    kinds: ['discovery'],
    of: 'success',
    rule: rfc(8414, '3.3'),
    find: ({ issuer, members }) =>
      issuer !== undefined &&
      typeof members['issuer'] === 'string' &&
      members['issuer'] !== issuer &&
      'the issuer of the metadata must be identical to the one that was asked; otherwise the metadata must not be used',
  },
  {
    kinds: [...CODE, ...TOKENS],
    of: 'refusal',
    rule: rfc(6749, '5.2'),
    find: ({ status, members: { error } }) =>
      status !== 400 &&
      !(status === 401 && error === 'invalid_client') &&
      `an error comes with the status 400 (or 401 for invalid_client), not ${status}`,
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '3.2'),
    find: ({ members: { interval } }) =>
      interval !== undefined && !isCount(interval) && `interval is a number above 0, not ${shownValue(interval)}`,
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '3.2'),
    find: ({ members: { expires_in: life } }) =>
      !isCount(life) &&
      (life === undefined ? 'expires_in is required' : `expires_in is a number above 0, not ${shownValue(life)}`),
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '5.1'),
    find: ({ members: { expires_in: life } }) =>
      Number(life) > DAY_S &&
      `a code should live for a short time, not ${shownValue(life)} s; the client gives it a day`,
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '3.2'),
    find: ({ members }) =>
      members['verification_uri'] === undefined &&
      members['verification_url'] !== undefined &&
      'it is called verification_uri, not verification_url',
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(6749, '3.1'),
    find: ({ members }) =>
      isPlain(members['verification_uri'] ?? members['verification_url']) &&
      'people sign in at verification_uri, so it needs https',
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '3.3.1'),
    find: ({ members: { verification_uri_complete: link } }) =>
      link !== undefined &&
      !isSafeWebUrl(link) &&
      'verification_uri_complete is an address that a browser can open; this one is left out, and so is the QR code of it',
  },
  {
    kinds: CODE,
    of: 'success',
    rule: rfc(8628, '3.3'),
    find: ({ members: { verification_uri_complete: link, device_code: code } }) =>
      typeof code === 'string' &&
      isSafeWebUrl(link) &&
      (link.includes(code) || link.includes(encodeURIComponent(code))) &&
      'the device code is for the device alone; verification_uri_complete has it in it, and is left out',
  },
  {
    kinds: TOKENS,
    of: 'success',
    rule: rfc(6749, '5.1'),
    find: ({ members }) => 'access_token' in members && members['token_type'] === undefined && 'token_type is required',
  },
  {
    kinds: TOKENS,
    of: 'success',
    rule: rfc(6749, '5.1'),
    find: ({ members: { expires_in: life } }) =>
      life !== undefined && typeof life !== 'number' && `expires_in is a number, not ${shownValue(life)}`,
  },
  {
    kinds: TOKENS,
    of: 'success',
    rule: rfc(6749, '5.1'),
    find: ({ members: { expires_in: life } }) =>
      Number(life) > HUNDRED_YEARS_S && 'expires_in is in seconds; more than a hundred years counts as none',
  },
  {
    kinds: [...CODE, ...TOKENS],
    of: 'success',
    rule: rfc(6749, '5.1'),
    find: ({ body }) => /^[^{<[]*\b(?:access_token|device_code)=/.test(body) && 'the response is JSON, not a form',
  },
  {
    kinds: ['refresh'],
    of: 'success',
    rule: rfc(6749, '6'),
    find: ({ members: { scope }, scopeBefore }) => {
      const before = new Set(scopeBefore?.split(' '))
      const isWider =
        scopeBefore !== undefined && typeof scope === 'string' && scope.split(' ').some((one) => !before.has(one))
      return isWider && 'a refresh must not bring more scope than the person has granted'
    },
  },
  {
    kinds: TOKENS,
    of: 'success',
    rule: { text: 'OpenID Connect Core §2', url: 'https://openid.net/specs/openid-connect-core-1_0.html#IDToken' },
    find: ({ members: { id_token: token } }) => {
      const sub = typeof token === 'string' ? readJwt(token)?.claims['sub'] : undefined
      return typeof sub === 'string' && sub.length > 255 && `sub has at most 255 characters, not ${sub.length}`
    },
  },
]

/** Lists what deviates in a response from the letter of the standards. */
export function deviationsIn(exchange: Exchange, all: readonly Exchange[], issuer: string | undefined): Deviation[] {
  const { kind, response } = exchange
  if (response?.body === undefined || response.status === 0 || response.status >= 500) return []
  const { status, body } = response
  const members = membersIn(body) ?? {}
  const of = 'error' in members ? 'refusal' : 'success'
  if (of === 'success' && status !== 200) return []
  const facts = { kind, status, body, members, issuer, scopeBefore: lastScope(exchange, all) }
  return CHECKS.filter((check) => check.of === of && check.kinds.includes(kind)).flatMap(({ rule, find }) => {
    const text = find(facts)
    return text ? [{ text, rule }] : []
  })
}

/** The scope that was granted last; before the first, or where the server did not say, the one asked for. */
function lastScope({ number, device }: Exchange, all: readonly Exchange[]): string | undefined {
  const before = all.filter((other) => other.number < number && other.device === device)
  const granted = before.findLast(({ kind, response }) => TOKENS.includes(kind) && hasScope(response?.body))
  if (granted) return String(membersIn(granted.response?.body)?.['scope'])
  const asked = before.findLast(({ kind }) => kind === 'deviceAuthorization')
  return (asked && readForm(asked.request.headers, asked.request.body).get('scope')) ?? undefined
}

function hasScope(body: string | undefined): boolean {
  return typeof membersIn(body)?.['scope'] === 'string'
}

function isPlain(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !isLoopback(hostname)
}
