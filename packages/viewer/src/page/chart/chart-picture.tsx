import { useMemo, type CSSProperties, type ReactElement, type SVGProps } from 'react'
import type { Chart } from './chart.ts'
import type { Layout, PlacedArrow } from './layout.ts'
import { isLast, timesTaken, type Lights } from './lights.ts'
import { LabelText, lightOf } from './label-text.tsx'
import { itemsOf, spoken, type Item, type Pointed } from './pointed.ts'
import { roundedPath } from './rounded-path.ts'
import { StateBox } from './state-box.tsx'
import { useRoving } from './use-roving.ts'

interface Props {
  chart: Chart
  layout: Layout
  lights: Lights
  onPoint: (pointed: Pointed | undefined) => void
}

/** The chart as a picture: every state and label can be pointed at, and reached by the arrow keys. */
export function ChartPicture({ chart, layout, lights, onPoint }: Props): ReactElement {
  const items = useMemo(() => itemsOf(layout), [layout])
  const indexes = useMemo(() => new Map(items.map(({ id }, index) => [id, index])), [items])
  const roving = useRoving(items.length, (index) => onPoint(items[index]?.pointed))
  const propsOf = (id: string): SVGProps<SVGGElement> => {
    const index = indexes.get(id) as number
    const { pointed } = items[index] as Item
    return {
      ...roving(index),
      role: 'img',
      'aria-label': spoken(pointed, chart, lights),
      onMouseEnter: () => onPoint(pointed),
      onMouseLeave: () => onPoint(undefined),
    }
  }
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      style={{ '--life-width': `calc(${layout.width}rem / 14)` } as CSSProperties}
      role="group"
      aria-label="States and ways"
    >
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
        <StateBox key={placed.box.state.path} placed={placed} lights={lights} propsOf={propsOf} />
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

function ArrowLine({ placed: { arrow, points }, lights }: { placed: PlacedArrow; lights: Lights }): ReactElement {
  const isOfLast = arrow.labels.some((label) => isLast(label, lights))
  const wasTaken = arrow.labels.some((label) => timesTaken(label, lights) > 0)
  const kind = isOfLast ? 'last' : wasTaken ? 'taken' : 'idle'
  return <path className={`arrow arrow-${kind}`} d={roundedPath(points)} markerEnd={`url(#tip-${kind})`} />
}
