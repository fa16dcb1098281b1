import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'

interface Props {
  name: 'setup' | 'unreachable' | 'broken'
  title: string
  advice?: string
  /** For somebody technical. */
  problem: string
  /** What has come of the last try. */
  news?: string
  onRetry: () => void
  /** Begins without what was kept, where that may be what fails. */
  onStartOver?: () => void
}

const ADVICE = 'You did nothing wrong. If it stays like this, tell the people who run this app:'

/** The screen for when the app itself cannot run. It never reloads the page: without a network that would end on a page of the browser. */
export function Failure({
  name,
  title,
  advice = ADVICE,
  problem,
  news = '',
  onRetry,
  onStartOver,
}: Props): ReactElement {
  const actions = [{ label: 'Try again', onPress: onRetry }]
  if (onStartOver) actions.push({ label: 'Start over', onPress: onStartOver })
  return (
    <Screen
      isShort
      picture={name === 'unreachable' ? 'offline' : 'trouble'}
      name={name}
      title={title}
      actions={actions}
    >
      <p className="lead">{advice}</p>
      <p className="detail">{problem}</p>
      <p className="hint" role="status">
        {news}
      </p>
    </Screen>
  )
}
