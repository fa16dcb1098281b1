import { useRef, type ReactElement } from 'react'
import { clockTime } from '../events/entry-words.ts'
import { Mark } from './mark.tsx'
import { isEarly, type Poll } from './polls.ts'
import { scalesFor } from './scales.ts'
import { useWidth } from './use-width.ts'
import { pollLine } from './words.ts'

const HEIGHT_PX = 180
const AREA = { left: 34, right: 14, top: 14, bottom: 24 } as const

/** Times closer to each other than this would be written over each other, px. */
const TWO_TIMES_WIDTH_PX = 130

/** A strip chart: each poll at its time, as high as the gap before it, against the line of the least that was planned. */
export function Strip({ polls }: { polls: readonly Poll[] }): ReactElement {
  const frame = useRef<HTMLDivElement>(null)
  const width = Math.max(200, useWidth(frame, 640))
  const scales = scalesFor(polls)
  const x = (at: number): number => AREA.left + Math.max(0, scales.x(at)) * (width - AREA.left - AREA.right)
  const y = (gapMs: number): number => HEIGHT_PX - AREA.bottom - scales.y(gapMs) * (HEIGHT_PX - AREA.top - AREA.bottom)
  const label = `The last ${scales.polls.length} polls; see the table`
  return (
    <div className="strip" ref={frame}>
      <svg width={width} height={HEIGHT_PX} role="img" aria-label={label}>
        {scales.lines.map((gapMs) => (
          <g key={gapMs}>
            <path className="grid" d={`M${AREA.left} ${y(gapMs)}H${width - AREA.right}`} />
            <text className="tick" x={AREA.left - 6} y={y(gapMs) + 4} textAnchor="end">
              {gapMs / 1000}s
            </text>
          </g>
        ))}
        {scales.polls.map((poll) => (
          <PollInStrip key={poll.key} poll={poll} x={x} y={y} />
        ))}
        {endsOf(scales.polls, x).map((poll, index) => (
          <text
            key={poll.key}
            className="tick"
            x={x(poll.startedAt)}
            y={HEIGHT_PX - 6}
            textAnchor={index ? 'end' : 'start'}
          >
            {clockTime(poll.startedAt).slice(0, 8)}
          </text>
        ))}
      </svg>
    </div>
  )
}

interface PollProps {
  poll: Poll
  x: (at: number) => number
  y: (gapMs: number) => number
}

function PollInStrip({ poll, x, y }: PollProps): ReactElement {
  const { startedAt, actualMs, leastMs, outcome } = poll
  const at = x(startedAt)
  const from = x(startedAt - actualMs)
  const early = isEarly(poll)
  return (
    <g className={early ? 'poll poll-early' : 'poll'}>
      <title>{pollLine(poll)}</title>
      <path className="gap" d={`M${from} ${y(0)}L${at} ${y(actualMs)}V${y(0)}z`} />
      <path className="least" d={`M${from} ${y(leastMs)}H${at}`} />
      <path className="stem" d={`M${at} ${y(0)}V${y(actualMs)}`} />
      <g transform={`translate(${at} ${y(actualMs)})`}>
        <Mark outcome={outcome} isEarly={early} />
      </g>
    </g>
  )
}

/** The first and the last, if they are far enough from each other for their times to be written. */
function endsOf(polls: readonly Poll[], x: (at: number) => number): Poll[] {
  const first = polls[0] as Poll
  const last = polls.at(-1) as Poll
  return x(last.startedAt) - x(first.startedAt) < TWO_TIMES_WIDTH_PX ? [first] : [first, last]
}
