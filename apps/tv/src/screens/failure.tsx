import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'

interface Props {
  name: 'setup' | 'broken'
  title: string
  /** For somebody technical. */
  problem: string
}

const reload = (): void => window.location.reload()

/** Where the app can't even run. It offers the one thing that may help: to load it anew. */
export function Failure({ name, title, problem }: Props): ReactElement {
  return (
    <Screen name={name} title={title} actions={[{ label: 'Try again', onPress: reload }]}>
      <p className="lead">You did nothing wrong. If it stays like this, tell the people who run this app:</p>
      <p className="detail">{problem}</p>
    </Screen>
  )
}
