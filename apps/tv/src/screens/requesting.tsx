import type { ReactElement } from 'react'
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
      name="requesting"
      title="Getting your code"
      actions={[{ label: 'Cancel', onPress: onCancel }]}
      onBack={onCancel}
    >
      <p className="lead">{isSlow ? 'The connection is slow. Still trying.' : 'This takes a moment.'}</p>
      <p className="dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </p>
    </Screen>
  )
}
