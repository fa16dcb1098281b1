import type { ReactElement } from 'react'
import { Panel } from '../panel/panel.tsx'
import { Mark } from './mark.tsx'
import { PollTable } from './poll-table.tsx'
import type { Poll } from './polls.ts'
import { Strip } from './strip.tsx'
import { LEGEND, outcomeWords, seconds } from './words.ts'

interface Props {
  polls: readonly Poll[]
  /** Other machines do not poll, or not in a way that is known here. */
  isDeviceLogin: boolean
}

/** Shows the pace of a device login: how long it waited between polls, against the planned minimum. */
export function TimelinePanel({ polls, isDeviceLogin }: Props): ReactElement {
  const last = polls.at(-1)
  if (!last) {
    return (
      <Panel area="timeline" title="Polls">
        <p className="quiet">
          {isDeviceLogin ? 'No poll yet.' : 'This is not known to be a device login, so no polls are known of it.'}
        </p>
      </Panel>
    )
  }
  return (
    <Panel
      area="timeline"
      title="Polls"
      aside={
        <span className="quiet">
          {polls.length} so far, at least {seconds(last.leastMs)} apart
        </span>
      }
    >
      <Strip polls={polls} />
      <ul className="legend" aria-hidden="true">
        {LEGEND.map((outcome) => (
          <li key={outcome}>
            <svg viewBox="-7 -7 14 14">
              <Mark outcome={outcome} />
            </svg>
            {outcomeWords(outcome)}
          </li>
        ))}
        <li>
          <svg viewBox="-7 -7 14 14">
            <path className="least" d="M-7 0H7" />
          </svg>
          at least
        </li>
      </ul>
      <details className="table-of-polls">
        <summary>As a table</summary>
        <PollTable polls={polls} />
      </details>
    </Panel>
  )
}
