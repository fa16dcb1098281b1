import { memo, useState, type ReactElement } from 'react'
import type { Exchange } from '../wire/exchange.ts'
import { ExchangeItem } from './exchange-item.tsx'
import { groupExchanges, type ExchangeGroup } from './group-exchanges.ts'
import { duration, sinceLastReply } from './timing.ts'

interface Props {
  /** Those to list. */
  exchanges: readonly Exchange[]
  /** Those that they came among. */
  all: readonly Exchange[]
}

/** Exchanges in the order in which they were sent; polls that were answered alike are folded into one line. */
export function ExchangeList({ exchanges, all }: Props): ReactElement {
  const newest = exchanges.at(-1)
  return (
    <ol className="exchanges">
      {groupExchanges(exchanges).map((group) => (
        <li key={group[0].number}>
          {group.length > 1 ? (
            <PollGroup group={group} first={group[0].number} last={group.at(-1)!.number} all={all} />
          ) : (
            <ExchangeItem exchange={group[0]} isNewest={group[0] === newest} />
          )}
        </li>
      ))}
    </ol>
  )
}

interface GroupProps {
  group: ExchangeGroup
  /** Numbers: a group is drawn again when another poll has joined it. */
  first: number
  last: number
  all: readonly Exchange[]
}

const PollGroup = memo(
  function PollGroup({ group, first, last, all }: GroupProps): ReactElement {
    const [isOpen, setOpen] = useState(false)
    const gaps = group.slice(1).flatMap((poll) => sinceLastReply(poll, all) ?? [])
    const least = duration(Math.min(...gaps))
    const most = duration(Math.max(...gaps))
    return (
      <details className="exchange" open={isOpen}>
        <summary
          onClick={(event) => {
            event.preventDefault()
            setOpen(!isOpen)
          }}
        >
          <h4>
            Polls {first}–{last}
          </h4>{' '}
          <span className="outcome">authorization_pending</span>, {group.length} times, every{' '}
          {least === most ? least : `${least} to ${most}`}
        </summary>
        {isOpen && (
          <ol>
            {group.map((poll) => (
              <li key={poll.number}>
                <ExchangeItem exchange={poll} isNewest={false} />
              </li>
            ))}
          </ol>
        )}
      </details>
    )
  },
  (before, after) => before.first === after.first && before.last === after.last,
)
