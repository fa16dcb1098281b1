import type { ReactElement } from 'react'
import { clockTime } from '../events/entry-words.ts'
import { Panel } from '../panel.tsx'
import { isEarly, type Poll, type PollOutcome } from './polls.ts'
import { scalesFor } from './scales.ts'

const WIDTH = 640
const HEIGHT = 190
const AREA = { left: 34, right: 14, top: 14, bottom: 24 } as const

const WORDS: Record<PollOutcome, string> = {
  inFlight: 'in flight',
  pending: 'pending',
  slowDown: 'slow down',
  granted: 'granted',
  ended: 'ended',
  answered: 'answered',
  blip: 'blip',
  cancelled: 'cancelled',
}

/** Each poll on a time axis, as high as the gap before it: what was planned against what it was. */
export function TimelinePanel({ polls }: { polls: readonly Poll[] }): ReactElement {
  const last = polls.at(-1) as Poll
  return (
    <Panel
      area="timeline"
      title="Polls"
      aside={
        <span className="quiet">
          {polls.length} so far, interval {seconds(last.plannedMs)}
        </span>
      }
    >
      <Strip polls={polls} />
      <ul className="legend" aria-hidden="true">
        {(['pending', 'slowDown', 'blip', 'granted', 'ended'] as const).map((outcome) => (
          <li key={outcome}>
            <svg viewBox="-7 -7 14 14">
              <Mark outcome={outcome} early={false} />
            </svg>
            {WORDS[outcome]}
          </li>
        ))}
        <li>
          <svg viewBox="-7 -7 14 14">
            <path className="planned" d="M-7 0H7" />
          </svg>
          planned
        </li>
      </ul>
      <details className="table-of-polls">
        <summary>As a table</summary>
        <PollTable polls={polls} />
      </details>
    </Panel>
  )
}

function Strip({ polls }: { polls: readonly Poll[] }): ReactElement {
  const scales = scalesFor(polls)
  const x = (at: number): number => AREA.left + scales.x(at) * (WIDTH - AREA.left - AREA.right)
  const y = (gapMs: number): number => HEIGHT - AREA.bottom - scales.y(gapMs) * (HEIGHT - AREA.top - AREA.bottom)
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`The last ${scales.polls.length} polls; see the table`}
    >
      {scales.lines.map((gapMs) => (
        <g key={gapMs}>
          <path className="grid" d={`M${AREA.left} ${y(gapMs)}H${WIDTH - AREA.right}`} />
          <text className="tick" x={AREA.left - 6} y={y(gapMs) + 4} textAnchor="end">
            {gapMs / 1000}s
          </text>
        </g>
      ))}
      {scales.polls.map((poll) => {
        const at = x(poll.startedAt)
        const from = x(poll.startedAt - poll.actualMs)
        const early = isEarly(poll)
        return (
          <g key={poll.key} className={early ? 'poll poll-early' : 'poll'}>
            <title>{described(poll)}</title>
            <path className="gap" d={`M${Math.max(AREA.left, from)} ${y(0)}L${at} ${y(poll.actualMs)}V${y(0)}z`} />
            <path className="planned" d={`M${Math.max(AREA.left, from)} ${y(poll.plannedMs)}H${at}`} />
            <path className="stem" d={`M${at} ${y(0)}V${y(poll.actualMs)}`} />
            <g transform={`translate(${at} ${y(poll.actualMs)})`}>
              <Mark outcome={poll.outcome} early={early} />
            </g>
          </g>
        )
      })}
      {endsOf(scales.polls).map((poll, index) => (
        <text
          key={poll.key}
          className="tick"
          x={x(poll.startedAt)}
          y={HEIGHT - 6}
          textAnchor={index === 0 ? 'middle' : 'end'}
        >
          {clockTime(poll.startedAt).slice(0, 8)}
        </text>
      ))}
    </svg>
  )
}

/** The first and the last, if these are two, and far enough from each other for their times to be written. */
function endsOf(polls: readonly Poll[]): Poll[] {
  const first = polls[0] as Poll
  const last = polls.at(-1) as Poll
  return polls.length < 4 ? [first] : [first, last]
}

function Mark({ outcome, early }: { outcome: PollOutcome; early: boolean }): ReactElement {
  const className = `mark mark-${outcome}${early ? ' mark-early' : ''}`
  switch (outcome) {
    case 'slowDown':
      return <path className={className} d="M0 -5.5L5.5 4.5H-5.5z" />
    case 'blip':
      return <path className={className} d="M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5" />
    case 'ended':
      return <rect className={className} x="-4.5" y="-4.5" width="9" height="9" />
    default:
      return <circle className={className} r="4.5" />
  }
}

function PollTable({ polls }: { polls: readonly Poll[] }): ReactElement {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">at</th>
          <th scope="col">planned</th>
          <th scope="col">actual</th>
          <th scope="col">brought</th>
        </tr>
      </thead>
      <tbody>
        {polls.map((poll) => (
          <tr key={poll.key}>
            <td>{clockTime(poll.startedAt)}</td>
            <td>{seconds(poll.plannedMs)}</td>
            <td className={isEarly(poll) ? 'early' : ''}>{seconds(poll.actualMs)}</td>
            <td>{WORDS[poll.outcome] + (isEarly(poll) ? ', too early' : '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function described(poll: Poll): string {
  return `${clockTime(poll.startedAt)}: ${WORDS[poll.outcome]}, planned ${seconds(poll.plannedMs)}, actual ${seconds(poll.actualMs)}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 60_000 ? 2 : 0)} s`
}
