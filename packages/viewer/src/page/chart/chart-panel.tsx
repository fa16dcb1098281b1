import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import type { TakenTransition } from '@device-flow/inspect'
import type { Json } from '@device-flow/machine'
import { stateText } from '../model/state-value.ts'
import { Panel } from '../panel/panel.tsx'
import { ChartPicture } from './chart-picture.tsx'
import { keepInView } from './keep-in-view.ts'
import type { Pointed } from './pointed.ts'
import { lightsOf } from './lights.ts'
import { pictureOf } from './picture.ts'
import { Readout } from './readout.tsx'
import { StateList } from './state-list.tsx'
import type { Chart } from './chart.ts'
import type { ReadChart } from './use-chart.ts'
import { useLayout } from './use-layout.ts'

interface Props {
  read: ReadChart
  value: Json | undefined
  taken: ReadonlyMap<string, number>
  lastTaken: readonly TakenTransition[]
}

/** The running machine's own chart, and where it is. */
export function ChartPanel({ read, value, taken, lastTaken }: Props): ReactElement {
  const [everyArrow, setEveryArrow] = useState(false)
  const [isWhole, setIsWhole] = useState(false)
  return (
    <Panel
      area="chart"
      title="Chart"
      aside={
        <span className="choices">
          <label>
            <input type="checkbox" checked={isWhole} onChange={() => setIsWhole(!isWhole)} /> Whole
          </label>
          <label>
            <input type="checkbox" checked={everyArrow} onChange={() => setEveryArrow(!everyArrow)} /> Every arrow
          </label>
        </span>
      }
    >
      {read.chart ? (
        <Drawn {...{ chart: read.chart, value, taken, lastTaken, everyArrow, isWhole }} />
      ) : (
        <p className="problem">{read.problem}</p>
      )}
    </Panel>
  )
}

interface DrawnProps extends Omit<Props, 'read'> {
  chart: Chart
  everyArrow: boolean
  isWhole: boolean
}

function Drawn({ chart, value, taken, lastTaken, everyArrow, isWhole }: DrawnProps): ReactElement {
  const [pointed, setPointed] = useState<Pointed>()
  const picture = useMemo(() => pictureOf(chart, everyArrow), [chart, everyArrow])
  const lights = useMemo(() => lightsOf(value, taken, lastTaken), [value, taken, lastTaken])
  const { layout, problem } = useLayout(picture)
  const state = stateText(value)
  const frame = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (isWhole) return undefined
    const keep = (): void => keepInView(frame.current)
    keep()
    window.addEventListener('resize', keep)
    return () => window.removeEventListener('resize', keep)
  }, [state, layout, isWhole])

  return (
    <>
      {problem ? (
        <StateList chart={chart} lights={lights} problem={problem} />
      ) : (
        <div className={`chart-frame ${isWhole ? 'chart-whole' : ''}`} ref={frame}>
          {layout ? (
            <ChartPicture {...{ chart, layout, lights }} onPoint={setPointed} />
          ) : (
            <p className="quiet">Drawing the chart…</p>
          )}
        </div>
      )}
      <Readout {...{ chart, lights, pointed }} live={{ state, last: lastTaken }} />
    </>
  )
}
