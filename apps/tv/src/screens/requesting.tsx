import type { ReactElement } from 'react'
import { Dots } from '../parts/dots.tsx'
import { Screen } from '../parts/screen.tsx'

interface Props {
  isSlow: boolean
  onCancel: () => void
}

/** While the code is on its way. */
export function Requesting({ isSlow, onCancel }: Props): ReactElement {
  return (
    <Screen
      isShort
      picture="signIn"
      name="requesting"
      title="Getting your code"
      actions={[{ label: 'Cancel', onPress: onCancel }]}
      onBack={onCancel}
    >
      <p className="lead">{isSlow ? 'The connection is slow. Still trying.' : 'This takes a moment.'}</p>
      <Dots />
    </Screen>
  )
}
