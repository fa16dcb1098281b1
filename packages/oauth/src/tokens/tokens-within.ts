import { parseJson } from '../http/parse-json.ts'
import { isTokenText } from './token-members.ts'

/** Tokens by their names on the wire, which are also the hints of what they are (RFC 7009 §2.1). */
export interface Revocable {
  refresh_token?: unknown
  access_token?: unknown
}

const NAMES = { refreshtoken: 'refresh_token', accesstoken: 'access_token' } as const
const MAX_LEVELS = 4
const MAX_MEMBERS = 100

/**
 * The tokens in a response, wherever they stand: nobody reads them below `data`, in a list, or in a text that is JSON itself, but they are
 * alive. Of each kind one, the outermost first.
 */
export function tokensWithin(value: unknown, levels: number = MAX_LEVELS): Revocable {
  if (typeof value === 'string') return /^\s*[{[]/.test(value) ? tokensWithin(parseJson(value), levels - 1) : {}
  if (typeof value !== 'object' || value === null || levels <= 0) return {}
  const found: Revocable = {}
  const take = (kind: keyof Revocable, token: unknown): void => {
    if (isTokenText(token)) found[kind] ??= token
  }
  const members = Object.entries(value).slice(0, MAX_MEMBERS)
  for (const [name, member] of members) {
    const kind = NAMES[name.replaceAll(/[_-]/g, '').toLowerCase() as keyof typeof NAMES]
    if (kind) take(kind, member)
  }
  for (const [, member] of members) {
    const within = tokensWithin(member, levels - 1)
    take('refresh_token', within.refresh_token)
    take('access_token', within.access_token)
  }
  return found
}
