import type { DeviceFlowError } from '@device-flow/machine'
import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'
import { interruptedWords } from '../words/interrupted-words.ts'

interface Props {
  error: DeviceFlowError
  isTrying: boolean
  onRetry: () => void
  onSignOut: () => void
}

/** The screen of an outage: nobody has to sign in again. The back key is left to the TV, because there is nothing to go back to. */
export function Interrupted({ error, isTrying, onRetry, onSignOut }: Props): ReactElement {
  const { title, advice } = interruptedWords(error)
  const actions = [
    { label: 'Try again', onPress: onRetry },
    { label: 'Sign out', onPress: onSignOut },
  ]
  return (
    <Screen
      isShort
      picture={error.reason === 'offline' ? 'offline' : 'trouble'}
      name="interrupted"
      title={title}
      actions={actions}
    >
      <p className="lead">{advice}</p>
      <p className="hint" role="status">
        {isTrying ? 'Trying again.' : 'This TV also tries by itself.'}
      </p>
    </Screen>
  )
}
