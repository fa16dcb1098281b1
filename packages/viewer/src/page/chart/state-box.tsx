import type { ReactElement, SVGProps } from 'react'
import { LabelText, lightOf } from './label-text.tsx'
import type { PlacedBox } from './layout.ts'
import type { Lights } from './lights.ts'
import { metrics } from './metrics.ts'

interface Props {
  placed: PlacedBox
  lights: Lights
  /** What an item needs, so that it can be pointed at. */
  propsOf: (id: string) => SVGProps<SVGGElement>
}

/** A state, and the ways that are written into it. */
export function StateBox({ placed: { box, x, y, width, height }, lights, propsOf }: Props): ReactElement {
  const { path, children, type } = box.state
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
        {box.isInitial && (
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
