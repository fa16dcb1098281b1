import type { ReactElement } from 'react'
import { Dots } from '../parts/dots.tsx'
import { Screen } from '../parts/screen.tsx'

/** Until the app knows its server: the same words as in `index.html`, which stand there before any script has run. */
export function OneMoment(): ReactElement {
  return (
    <Screen isShort name="one-moment" title="One moment" actions={[]}>
      <p className="lead">This app is getting ready.</p>
      <Dots />
    </Screen>
  )
}
