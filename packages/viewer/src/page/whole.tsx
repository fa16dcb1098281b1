import { useState, type ReactElement } from 'react'
import { loginToShow } from './actors/actor-tree.ts'
import { Notices } from './connection/notices.tsx'
import type { Inspection } from './connection/use-inspection.ts'
import { Waiting } from './connection/waiting.tsx'
import { Header } from './header.tsx'
import { Player } from './transcript/player.tsx'
import { transcriptOf } from './transcript/save-transcript.ts'
import { TranscriptButtons } from './transcript/transcript-buttons.tsx'
import type { OpenRecording } from './transcript/use-recording.ts'
import { useShown } from './use-shown.ts'
import { Watch } from './watch.tsx'

/** The whole viewer: a login that lives, a recorded one, or how to get either. */
export function Whole({ inspection, player }: { inspection: Inspection; player: OpenRecording }): ReactElement {
  const [since] = useState(Date.now)
  const { model, logins, actor, choose } = useShown(inspection.model, player, {
    pick: (all, watched) => loginToShow(all, { watched, since }),
  })
  const { recording, step } = player
  const messages = actor && model.actors.get(actor.rootKey)?.messages
  const transcript = recording ? () => recording.text : messages && (() => transcriptOf(messages))

  return (
    <>
      <Header inspection={inspection}>
        <TranscriptButtons transcript={transcript} onOpen={player.open} />
      </Header>
      <Notices otherProtocol={inspection.model.otherProtocol} problem={player.problem} onDismiss={player.close} />
      {recording && <Player recording={recording} step={step} onGoTo={player.goTo} onClose={player.close} />}
      <main>
        {actor ? (
          <Watch
            key={recording?.name}
            {...{ model, logins, actor }}
            isRecorded={recording !== undefined}
            onChoose={choose}
            onSend={inspection.send}
          />
        ) : (
          <Waiting />
        )}
      </main>
    </>
  )
}
