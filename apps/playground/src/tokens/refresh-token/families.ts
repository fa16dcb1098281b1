import type { Exchange } from '../../wire/exchange.ts'
import { tokenResponses } from '../../wire/token-response.ts'
import { Fates, sentToken, type Fate } from './fates.ts'

/** A token, and what has become of it. */
interface KnownToken {
  readonly value: string
  readonly fate: Fate
}

/** What one response of the token endpoint brought. */
export interface Generation {
  /** From 1 on: the login's own is the first. */
  readonly number: number
  /** The request that brought it. */
  readonly exchange: number
  /** ms since the epoch. */
  readonly at: number
  readonly accessToken: KnownToken
  /** Undefined where the server gives none. */
  readonly refreshToken: KnownToken | undefined
  /** Whether the response brought no new refresh token, so that the one before is used again. */
  readonly isKept: boolean
}

interface Link extends Pick<Generation, 'exchange' | 'at' | 'isKept'> {
  readonly accessToken: string
  readonly refreshToken: string | undefined
}

/**
 * All tokens that went over the wire, by the login that they came of: the oldest first. A server that notices a reuse ends all of one
 * login (RFC 9700 §4.14.2).
 */
export function tokenFamilies(exchanges: readonly Exchange[]): Generation[][] {
  const families: Link[][] = []
  for (const { exchange, accessToken, refreshToken } of tokenResponses(exchanges)) {
    const sent = exchange.kind === 'refresh' ? sentToken(exchange, 'refresh_token') : undefined
    const family = families.find((links) => sent !== undefined && links.some((link) => link.refreshToken === sent))
    const link: Link = {
      exchange: exchange.number,
      at: exchange.endedAt ?? exchange.sentAt,
      accessToken,
      refreshToken: refreshToken ?? sent,
      isKept: sent !== undefined && (refreshToken === undefined || refreshToken === sent),
    }
    if (family) family.push(link)
    else families.push([link])
  }
  const fates = new Fates(exchanges)
  return families.map((links) => links.map((link, index) => generationOf(link, index, links[index + 1], fates)))
}

function generationOf(link: Link, index: number, next: Link | undefined, fates: Fates): Generation {
  const refreshFate = link.refreshToken === undefined ? undefined : fates.of(link.refreshToken, next?.refreshToken)
  const accessFate = fates.of(link.accessToken, next?.accessToken)
  const isDoubtful = accessFate === 'current' && (refreshFate === 'revoked' || refreshFate === 'refused')
  return {
    ...link,
    number: index + 1,
    accessToken: { value: link.accessToken, fate: isDoubtful ? 'doubtful' : accessFate },
    refreshToken:
      link.refreshToken === undefined || !refreshFate ? undefined : { value: link.refreshToken, fate: refreshFate },
  }
}
