import { useSyncExternalStore, type ReactElement } from 'react'
import { ChartFrame } from './chart/chart-frame.tsx'
import { DevicesSide } from './device/devices-side.tsx'
import { LabContext } from './lab/lab-context.ts'
import type { LabHost } from './lab/lab-host.ts'
import { PersonSide } from './person/person-side.tsx'
import { RecordingPanel } from './recording/recording-panel.tsx'
import { SettingsPanel } from './settings/settings-panel.tsx'
import { StepsPanel } from './steps/steps-panel.tsx'
import { TimeControl } from './time/time-control.tsx'
import { TokensPanel } from './tokens/tokens-panel.tsx'
import { TroublesPanel } from './troubles/troubles-panel.tsx'

interface Props {
  host: LabHost
  /** The frame of the viewer. */
  chart: HTMLIFrameElement
}

/** The whole page: one lab, and what it is set up with. */
export function Playground({ host, chart }: Props): ReactElement {
  const { lab, problem } = useSyncExternalStore(host.subscribe, host.state)
  return (
    <>
      <header className="top">
        <h1>Device login playground</h1>
      </header>
      <main>
        <SettingsPanel host={host} />
        {problem && <p role="alert">{problem.message}</p>}
        {lab && (
          <LabContext value={lab}>
            <TimeControl />
            <div className="stage">
              <DevicesSide />
              <ChartFrame frame={chart} />
              <PersonSide />
            </div>
            <TroublesPanel />
            <StepsPanel />
            <TokensPanel />
            <RecordingPanel />
          </LabContext>
        )}
      </main>
    </>
  )
}
