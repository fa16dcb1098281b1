import { problemKind, type ProblemKind } from '@device-flow/app-shared/problem-kind'
import type { DeviceFlowError } from '@device-flow/machine'
import type { ReactElement } from 'react'
import type { PictureOf } from '../parts/picture.tsx'
import { Screen } from '../parts/screen.tsx'
import { needsSupport, problemWords } from '@device-flow/app-shared/problem-words'

const PICTURES: Record<ProblemKind, PictureOf> = {
  denied: 'denied',
  expired: 'expired',
  unknownCode: 'expired',
  offline: 'offline',
  serverTrouble: 'trouble',
  broken: 'trouble',
  signedOut: 'signedOut',
}

interface Props {
  error: DeviceFlowError
  onRetry: () => void
  onLeave: () => void
}

/** Why this attempt is over, and what to do. Nothing starts again by itself (RFC 8628 §3.5). */
export function Problem({ error, onRetry, onLeave }: Props): ReactElement {
  const { title, advice, action } = problemWords(error, 'this TV')
  const actions = [
    { label: action, onPress: onRetry },
    { label: 'Not now', onPress: onLeave },
  ]
  return (
    <Screen
      isShort
      picture={PICTURES[problemKind(error)]}
      name={`problem-${error.reason}`}
      title={title}
      actions={actions}
      onBack={onLeave}
    >
      <p className="lead">{advice}</p>
      {needsSupport(error) && <p className="detail">{error.message}</p>}
    </Screen>
  )
}
