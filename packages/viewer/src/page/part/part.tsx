import type { ReactElement } from 'react'
import { newestLogin } from '../actors/actor-tree.ts'
import { Notices } from '../connection/notices.tsx'
import type { Inspection } from '../connection/use-inspection.ts'
import { Player } from '../transcript/player.tsx'
import type { OpenRecording } from '../transcript/use-recording.ts'
import { useShown } from '../use-shown.ts'
import { Watch } from '../watch.tsx'
import { PanelsProblem } from './panels-problem.tsx'
import type { RequestedPanels } from './requested-panels.ts'

interface Props {
  requested: RequestedPanels
  inspection: Inspection
  player: OpenRecording
}

/** A part of the viewer, for a frame in somebody else's page: some panels, which follow the newest login of that page. */
export function Part({ requested, inspection, player }: Props): ReactElement {
  const { model, logins, actor, choose } = useShown(inspection.model, player, { pick: newestLogin, followsPick: true })
  const { recording, step } = player
  return (
    <div className="part">
      <PanelsProblem {...requested} />
      <Notices otherProtocol={inspection.model.otherProtocol} problem={player.problem} onDismiss={player.close} />
      {recording && <Player recording={recording} step={step} onGoTo={player.goTo} onClose={player.close} />}
      <main>
        <h1 className="unseen">Device Flow Inspector</h1>
        {requested.panels.size === 0 ? null : actor ? (
          <Watch
            key={recording?.name}
            {...{ model, logins, actor }}
            panels={requested.panels}
            isRecorded={recording !== undefined}
            onChoose={choose}
            onSend={inspection.send}
          />
        ) : (
          <p className="part-waiting quiet" role="status">
            Waiting for a login…
          </p>
        )}
      </main>
    </div>
  )
}
