import type { DeviceFlowError } from '@device-flow/machine'
import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'
import { needsSupport, problemWords } from '../words/problem-words.ts'

interface Props {
  error: DeviceFlowError
  onRetry: () => void
  onLeave: () => void
}

/** Why this attempt is over, and what to do. Nothing starts again by itself (RFC 8628 §3.5). */
export function Problem({ error, onRetry, onLeave }: Props): ReactElement {
  const { title, advice, action } = problemWords(error)
  const actions = [
    { label: action, onPress: onRetry },
    { label: 'Not now', onPress: onLeave },
  ]
  return (
    <Screen isShort name={`problem-${error.reason}`} title={title} actions={actions} onBack={onLeave}>
      <p className="lead">{advice}</p>
      {needsSupport(error) && <p className="detail">{error.message}</p>}
    </Screen>
  )
}
