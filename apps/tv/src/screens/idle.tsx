import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'

/** Before anything: nothing happens until somebody presses the button (RFC 8628 §5.4 and common sense on a shared TV). */
export function Idle({ onSignIn }: { onSignIn: () => void }): ReactElement {
  return (
    <Screen
      isShort
      picture="signIn"
      name="idle"
      title="Sign in to see your orders"
      actions={[{ label: 'Sign in', onPress: onSignIn }]}
    >
      <p className="lead">Have your phone or computer at hand. There is nothing to type with the remote.</p>
    </Screen>
  )
}
