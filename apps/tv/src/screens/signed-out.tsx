import type { ReactElement } from 'react'
import { Screen } from '../parts/screen.tsx'

/** After somebody chose to sign out. */
export function SignedOut({ onSignIn }: { onSignIn: () => void }): ReactElement {
  return (
    <Screen
      isShort
      picture="signedOut"
      name="signed-out"
      title="You are signed out"
      actions={[{ label: 'Sign in', onPress: onSignIn }]}
    >
      <p className="lead">Nothing of yours is left on this TV. Whoever is next can sign in.</p>
    </Screen>
  )
}
