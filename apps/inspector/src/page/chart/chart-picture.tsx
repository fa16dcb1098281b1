import { useMemo, type ReactElement, type SVGProps } from 'react'
import type { Chart } from './chart.ts'
import type { Layout, PlacedArrow, PlacedBox } from './layout.ts'
import { isLast, timesTaken, type Lights } from './lights.ts'
import { metrics } from './metrics.ts'
import type { Label } from './picture.ts'
import { roundedPath } from './rounded-path.ts'
import { useRoving } from './use-roving.ts'

/** What is pointed at: a state or a label. */
export type Pointed = { type: 'state'; path: string } | { type: 'label'; label: Label }

interface Props {
  chart: Chart
  layout: Layout
  lights: Lights
  onPoint: (pointed: Pointed | undefined) => void
}

/** The chart as a picture: every state and label can be pointed at, and reached by the arrow keys. */
export function ChartPicture({ chart, layout, lights, onPoint }: Props): ReactElement {
  const items = useMemo(() => itemsOf(layout), [layout])
  const roving = useRoving(items.length, (index) => onPoint(items[index]?.pointed))
  const propsOf = (id: string): SVGProps<SVGGElement> => {
    const index = items.findIndex((item) => item.id === id)
    const item = items[index] as Item
    return {
      ...roving(index),
      role: 'img',
      'aria-label': spoken(item.pointed, chart, lights),
      onMouseEnter: () => onPoint(item.pointed),
      onMouseLeave: () => onPoint(undefined),
    }
  }
  return (
    <svg className="chart" viewBox={`0 0 ${layout.width} ${layout.height}`} role="group" aria-label="States and ways">
      <defs>
        {['idle', 'taken', 'last'].map((kind) => (
          <marker
            key={kind}
            id={`tip-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path className={`tip tip-${kind}`} d="M0 0.5L8 4L0 7.5z" />
          </marker>
        ))}
      </defs>
      {layout.boxes.map((placed) => (
        <StateBox key={placed.box.state.path} placed={placed} chart={chart} lights={lights} propsOf={propsOf} />
      ))}
      {layout.arrows.map((placed) => (
        <ArrowLine key={placed.arrow.id} placed={placed} lights={lights} />
      ))}
      {layout.arrows.flatMap(({ labels }) =>
        labels.map(({ label, ...place }) => (
          <g key={label.id} {...propsOf(label.id)} className={`label ${lightOf(label, lights)}`}>
            <rect x={place.x} y={place.y} width={place.width} height={place.height} rx="3" />
            <LabelText label={label} lights={lights} x={place.x + place.width / 2} y={place.y + 12.5} anchor="middle" />
          </g>
        )),
      )}
    </svg>
  )
}

interface BoxProps {
  placed: PlacedBox
  chart: Chart
  lights: Lights
  propsOf: (id: string) => SVGProps<SVGGElement>
}

function StateBox({ placed: { box, x, y, width, height }, chart, lights, propsOf }: BoxProps): ReactElement {
  const { path, children, type } = box.state
  const isInitial = [...chart.states.values()].some(({ initial }) => initial === path)
  const isActive = lights.active.has(path)
  const light = !isActive ? '' : children.length > 0 ? ' state-around' : ' state-live'
  return (
    <>
      <g {...propsOf(path)} className={`state state-${type}${light}`} data-state={path}>
        <rect x={x} y={y} width={width} height={height} rx="8" />
        {type === 'final' && (
          <rect className="inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx="6" />
        )}
        <text className="state-name" x={x + metrics.padding} y={y + 21}>
          {box.label}
        </text>
        {isInitial && (
          <>
            <circle className="initial" cx={x - 13} cy={y + 16} r="3.5" />
            <path className="arrow" d={`M${x - 10} ${y + 16}L${x - 1} ${y + 16}`} markerEnd="url(#tip-idle)" />
          </>
        )}
      </g>
      {box.rows.map((label, index) => {
        const top = y + metrics.titleHeight + index * metrics.rowHeight
        return (
          <g key={label.id} {...propsOf(label.id)} className={`label row ${lightOf(label, lights)}`}>
            <rect x={x + 5} y={top - 2} width={width - 10} height={metrics.rowHeight} rx="3" />
            <LabelText label={label} lights={lights} x={x + metrics.padding} y={top + 11} anchor="start" />
          </g>
        )
      })}
    </>
  )
}

function ArrowLine({ placed: { arrow, points }, lights }: { placed: PlacedArrow; lights: Lights }): ReactElement {
  const isOfLast = arrow.labels.some((label) => isLast(label, lights))
  const wasTaken = arrow.labels.some((label) => timesTaken(label, lights) > 0)
  const kind = isOfLast ? 'last' : wasTaken ? 'taken' : 'idle'
  return <path className={`arrow arrow-${kind}`} d={roundedPath(points)} markerEnd={`url(#tip-${kind})`} />
}

interface LabelTextProps {
  label: Label
  lights: Lights
  x: number
  y: number
  anchor: 'start' | 'middle'
}

function LabelText({ label, lights, x, y, anchor }: LabelTextProps): ReactElement {
  const times = timesTaken(label, lights)
  return (
    <text x={x} y={y} textAnchor={anchor}>
      {label.text}
      {times > 0 && <tspan className="times"> ×{times}</tspan>}
    </text>
  )
}

function lightOf(label: Label, lights: Lights): string {
  if (isLast(label, lights)) return 'label-last'
  return timesTaken(label, lights) > 0 ? 'label-taken' : ''
}

interface Item {
  id: string
  pointed: Pointed
}

function itemsOf({ boxes, arrows }: Layout): Item[] {
  const leaving = (path: string): Label[] =>
    arrows.filter(({ arrow }) => arrow.from === path).flatMap(({ arrow }) => arrow.labels)
  return boxes.flatMap(({ box }) => [
    { id: box.state.path, pointed: { type: 'state', path: box.state.path } },
    ...[...box.rows, ...leaving(box.state.path)].map((label): Item => ({
      id: label.id,
      pointed: { type: 'label', label },
    })),
  ])
}

function spoken(pointed: Pointed, chart: Chart, lights: Lights): string {
  if (pointed.type === 'state') {
    const state = chart.states.get(pointed.path)
    return [`State ${state?.key}`, lights.active.has(pointed.path) && 'active', state?.description]
      .filter(Boolean)
      .join(', ')
  }
  const { from, to = from } = pointed.label.transitions[0] ?? { from: '' }
  const whys = pointed.label.transitions.map(({ why }) => why)
  const times = timesTaken(pointed.label, lights)
  return [`${pointed.label.text}: from ${from} to ${to}`, times > 0 && `taken ${times} times`, ...whys]
    .filter(Boolean)
    .join('. ')
}
