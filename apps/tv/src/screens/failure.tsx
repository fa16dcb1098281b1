import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'

interface Props {
  name: 'setup' | 'broken'
  title: string
  /** For somebody technical. */
  problem: string
  /** Forgets what a reload would begin with, where that may be what fails. */
  forget?: () => void
}

const reload = (): void => window.location.reload()

/** Where the app can't even run. It offers the one thing that may help: to load it anew. */
export function Failure({ name, title, problem, forget }: Props): ReactElement {
  const startOver = (): void => {
    forget?.()
    reload()
  }
  const actions = [{ label: 'Try again', onPress: reload }]
  if (forget) actions.push({ label: 'Start over', onPress: startOver })
  return (
    <Screen isShort name={name} title={title} actions={actions}>
      <p className="lead">You did nothing wrong. If it stays like this, tell the people who run this app:</p>
      <p className="detail">{problem}</p>
    </Screen>
  )
}
