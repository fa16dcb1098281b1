import { useState, type ReactElement } from 'react'
import { loginsOf, newestLogin } from './actors/actor-tree.ts'
import { useInspection } from './connection/use-inspection.ts'
import { Waiting } from './connection/waiting.tsx'
import { Header } from './header.tsx'
import { Watch } from './watch.tsx'

/** The whole page: what there is to watch, or how to get something. */
export function App(): ReactElement {
  const inspection = useInspection()
  const [chosenKey, setChosenKey] = useState<string>()
  const logins = loginsOf(inspection.model)
  const chosen = chosenKey === undefined ? undefined : inspection.model.actors.get(chosenKey)
  const actor = chosen ?? newestLogin(logins)?.root

  return (
    <>
      <Header inspection={inspection} />
      <main>
        {actor ? (
          <Watch
            model={inspection.model}
            logins={logins}
            actor={actor}
            onChoose={setChosenKey}
            onSend={inspection.send}
          />
        ) : (
          <Waiting />
        )}
      </main>
    </>
  )
}
