import type { ReactElement } from 'react'
import type { Chart, ChartState } from './chart.ts'
import type { Lights } from './lights.ts'

interface Props {
  chart: Chart
  lights: Lights
  /** Why there is no picture. */
  problem: string
}

/** Lists the states in words, where they cannot be drawn. */
export function StateList({ chart, lights, problem }: Props): ReactElement {
  return (
    <div className="chart-frame state-list">
      <p className="problem">This chart cannot be drawn: {problem}</p>
      <States states={chart.root.children} lights={lights} />
    </div>
  )
}

function States({ states, lights }: { states: readonly ChartState[]; lights: Lights }): ReactElement {
  return (
    <ul>
      {states.map(({ path, key, description, children }) => (
        <li key={path} data-state={path}>
          <strong className={lights.active.has(path) ? 'live-text' : ''}>{key}</strong>
          {lights.active.has(path) && <span className="quiet"> active</span>}
          {description && <span className="quiet"> {description}</span>}
          {children.length > 0 && <States states={children} lights={lights} />}
        </li>
      ))}
    </ul>
  )
}
