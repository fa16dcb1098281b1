import type { Exchange } from '../wire/exchange.ts'

/** Polls in a row that were answered alike, or one exchange. */
export type ExchangeGroup = readonly [Exchange, ...Exchange[]]

/** Fewer than this are listed one by one. */
const LEAST_IN_GROUP = 3

/** Puts polls in a row together where the server has answered `authorization_pending` to each; the newest exchange stays by itself. */
export function groupExchanges(exchanges: readonly Exchange[]): ExchangeGroup[] {
  const groups: [Exchange, ...Exchange[]][] = []
  const newest = exchanges.at(-1)
  for (const exchange of exchanges) {
    const group = groups.at(-1)
    if (group && exchange !== newest && isPending(exchange) && isPending(group[0]) && isAlike(exchange, group[0])) {
      group.push(exchange)
    } else groups.push([exchange])
  }
  return groups.flatMap((group): ExchangeGroup[] =>
    group.length < LEAST_IN_GROUP ? group.map((one) => [one]) : [group],
  )
}

function isPending({ kind, verdict, trouble }: Exchange): boolean {
  return kind === 'poll' && verdict?.outcome === 'pending' && trouble === undefined
}

function isAlike(one: Exchange, other: Exchange): boolean {
  return one.device === other.device && one.response?.status === other.response?.status
}
