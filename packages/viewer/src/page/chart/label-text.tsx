import type { ReactElement } from 'react'
import { isLast, timesTaken, type Lights } from './lights.ts'
import type { Label } from './picture.ts'

interface Props {
  label: Label
  lights: Lights
  x: number
  y: number
  anchor: 'start' | 'middle'
}

/** An event, and how often it led this way. */
export function LabelText({ label, lights, x, y, anchor }: Props): ReactElement {
  const times = timesTaken(label, lights)
  return (
    <text x={x} y={y} textAnchor={anchor}>
      {label.text}
      {times > 0 && <tspan className="times"> ×{times}</tspan>}
    </text>
  )
}

/** How a label is lit, as a class. */
export function lightOf(label: Label, lights: Lights): string {
  if (isLast(label, lights)) return 'label-last'
  return timesTaken(label, lights) > 0 ? 'label-taken' : ''
}
