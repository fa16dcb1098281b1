import type { ReactElement } from 'react'
import type { TakenTransition } from '@device-flow/inspect'
import type { Pointed } from './pointed.ts'
import { transitionKey } from '../model/transition-key.ts'
import { stateName, type Chart, type ChartTransition } from './chart.ts'
import { eventName } from './event-name.ts'
import type { Lights } from './lights.ts'

interface Props {
  chart: Chart
  lights: Lights
  pointed: Pointed | undefined
  /** What to show while nothing is pointed at. */
  live: { state: string; last: readonly TakenTransition[] }
}

/** Describes what is pointed at, otherwise where the machine is, and why. */
export function Readout({ chart, lights, pointed, live }: Props): ReactElement {
  return (
    <div className="readout" role="group" aria-label="What this means" tabIndex={0}>
      {pointed ? <PointedReadout {...{ chart, lights, pointed }} /> : <LiveReadout {...{ chart, live }} />}
    </div>
  )
}

function LiveReadout({ chart, live }: Pick<Props, 'chart' | 'live'>): ReactElement {
  const state = chart.states.get(live.state)
  return (
    <>
      <p className="readout-title">
        <strong className="live-text">{live.state || 'Nowhere'}</strong>
      </p>
      {state?.description && <p>{state.description}</p>}
      {live.last.map((transition) => (
        <Way key={transitionKey(transition)} chart={chart} transition={{ ...transition, actions: [] }} times={0} />
      ))}
    </>
  )
}

function PointedReadout({ chart, lights, pointed }: { chart: Chart; lights: Lights; pointed: Pointed }): ReactElement {
  if (pointed.type === 'label') {
    return (
      <>
        {pointed.label.transitions.map((transition) => (
          <Way
            key={transitionKey(transition) + transition.guard}
            chart={chart}
            transition={transition}
            times={lights.taken.get(transitionKey(transition)) ?? 0}
          />
        ))}
      </>
    )
  }
  const state = chart.states.get(pointed.path)
  const facts = [
    ...(state?.tags.map((tag) => `tag ${tag}`) ?? []),
    ...(state?.services.map(({ src }) => `runs ${src}`) ?? []),
    ...(state?.asks.map((name) => `waits for ${name}`) ?? []),
  ]
  return (
    <>
      <p className="readout-title">
        <strong>{stateName(pointed.path, chart)}</strong>
        {facts.length > 0 && <span className="quiet"> {facts.join(' · ')}</span>}
      </p>
      {state?.description && <p>{state.description}</p>}
    </>
  )
}

function Way({ chart, transition, times }: { chart: Chart; transition: ChartTransition; times: number }): ReactElement {
  const { to, event, why, guard } = transition
  const from = stateName(transition.from, chart)
  return (
    <p className="way">
      <code>{eventName(event, chart)}</code>{' '}
      <span className="quiet">{to === undefined ? `in ${from}` : `${from} → ${to}`}</span>
      {guard && <span className="quiet"> if {guard}</span>}
      {times > 0 && <span className="times"> ×{times}</span>}
      {why && <span className="why"> {why}</span>}
    </p>
  )
}
