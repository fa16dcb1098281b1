import type { DeviceFlowError } from '@device-flow/machine'
import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'
import { unreadableWords } from '../words/unreadable-words.ts'

interface Props {
  error: DeviceFlowError
  onRetry: () => void
  onSignIn: () => void
  onLeave: () => void
}

/** What this TV has kept of a sign-in cannot be read. To sign in works all the same. */
export function Unreadable({ error, onRetry, onSignIn, onLeave }: Props): ReactElement {
  const { title, advice, mayPass } = unreadableWords(error)
  const signIn = { label: 'Sign in', onPress: onSignIn }
  const retry = { label: 'Try again', onPress: onRetry }
  return (
    <Screen
      isShort
      picture="trouble"
      name="unreadable"
      title={title}
      actions={mayPass ? [retry, signIn] : [signIn, retry]}
      onBack={onLeave}
    >
      <p className="lead">{advice}</p>
    </Screen>
  )
}
