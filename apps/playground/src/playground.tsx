import { useState, useSyncExternalStore, type ReactElement } from 'react'
import { ChartFrame } from './chart/chart-frame.tsx'
import { DevicesSide } from './device/devices-side.tsx'
import { Guide } from './guide/guide.tsx'
import { LabContext } from './lab/lab-context.ts'
import type { LabHost } from './lab/lab-host.ts'
import { Fold } from './layout/fold.tsx'
import { Foot } from './layout/foot.tsx'
import { Part } from './layout/part.tsx'
import { TopBar } from './layout/top-bar.tsx'
import { PersonSide } from './person/person-side.tsx'
import { RecordingPanel } from './recording/recording-panel.tsx'
import { SettingsPanel } from './set-up/settings-panel.tsx'
import { StepsPanel } from './steps/steps-panel.tsx'
import { TimeControl } from './time/time-control.tsx'
import { TokensPanel } from './tokens/tokens-panel.tsx'
import { Tour } from './tour/tour.tsx'
import { TroublesPanel } from './troubles/troubles-panel.tsx'

interface Props {
  host: LabHost
  /** The frame of the viewer. */
  chart: HTMLIFrameElement
}

/** The whole page: one lab, and what it is set up with. */
export function Playground({ host, chart }: Props): ReactElement {
  const { lab, settings, problem } = useSyncExternalStore(host.subscribe, host.state)
  // A link that somebody has sent shows what it has set.
  const [isChanging, setChanging] = useState(location.hash.length > 1)
  const [isTouring, setTouring] = useState(false)
  return (
    <>
      <TopBar
        title={lab ? `${settings.clientId} at ${lab.server.title}` : 'No server is set up'}
        isChanging={isChanging || !lab}
        onChange={() => setChanging(!isChanging)}
        onTour={() => setTouring(true)}
      />
      <main>
        <div className={isChanging || !lab ? 'settings-place' : 'settings-place settings-closed'}>
          <Part name="settings">
            <SettingsPanel host={host} isAsked={isChanging} />
          </Part>
          {problem && <p role="alert">{problem.message}</p>}
        </div>
        {lab && (
          <LabContext value={lab}>
            <Guide />
            <Part name="time">
              <TimeControl />
            </Part>
            <div className="stage">
              <Part name="device">
                <DevicesSide look={settings.look} onLook={(look) => host.chooseLook(look)} />
              </Part>
              <Part name="person">
                <PersonSide key={lab.id} />
              </Part>
              <Part name="chart">
                <ChartFrame frame={chart} />
              </Part>
            </div>
            <div className="bench">
              <div className="bench-main">
                <Part name="steps">
                  <StepsPanel />
                </Part>
                <Fold name="tokens" title="Tokens">
                  <TokensPanel />
                </Fold>
                <Fold name="recording" title="Recording">
                  <RecordingPanel />
                </Fold>
              </div>
              <Fold name="troubles" title="Trouble" startsOpen>
                <TroublesPanel />
              </Fold>
            </div>
          </LabContext>
        )}
      </main>
      <Foot />
      {isTouring && <Tour host={host} onLeave={() => setTouring(false)} />}
    </>
  )
}
