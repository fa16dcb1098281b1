import { useMemo, useState, type ReactElement } from 'react'
import { loginsOf, loginToShow } from './actors/actor-tree.ts'
import { Notices } from './connection/notices.tsx'
import { useInspection } from './connection/use-inspection.ts'
import { Waiting } from './connection/waiting.tsx'
import { Header } from './header.tsx'
import type { Actor } from './model/model.ts'
import { Player } from './transcript/player.tsx'
import { shownAt } from './transcript/shown-at.ts'
import { TranscriptButtons } from './transcript/transcript-buttons.tsx'
import { useRecording } from './transcript/use-recording.ts'
import { Watch } from './watch.tsx'

/** The whole page: a login that lives, a recorded one, or how to get either. */
export function App(): ReactElement {
  const inspection = useInspection()
  const player = useRecording()
  const { recording, step } = player
  const recorded = useMemo(() => recording && shownAt(recording, step), [recording, step])
  const [choice, setChoice] = useState<Actor>()
  const [since] = useState(Date.now)
  const [watched, setWatched] = useState<string>()

  const model = recorded?.model ?? inspection.model
  const logins = loginsOf(model)
  // A service that has ended is forgotten after a while; its login is not.
  const chosen = choice && (model.actors.get(choice.key) ?? model.actors.get(choice.rootKey))
  const shown = loginToShow(loginsOf(inspection.model), { watched, since })?.root
  if (shown?.key !== watched) setWatched(shown?.key)
  const actor = chosen ?? recorded?.login ?? shown
  const login = actor && model.actors.get(actor.rootKey)

  return (
    <>
      <Header inspection={inspection}>
        <TranscriptButtons messages={(recording ? undefined : login?.messages) ?? []} onOpen={player.open} />
      </Header>
      <Notices otherProtocol={inspection.model.otherProtocol} problem={player.problem} onDismiss={player.close} />
      {recording && <Player recording={recording} step={step} onGoTo={player.goTo} onClose={player.close} />}
      <main>
        {actor ? (
          <Watch
            key={recording?.name}
            {...{ model, logins, actor }}
            isRecorded={recording !== undefined}
            onChoose={setChoice}
            onSend={inspection.send}
          />
        ) : (
          <Waiting />
        )}
      </main>
    </>
  )
}
