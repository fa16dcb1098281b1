import { useSecondsLeft, type Countdown as CountdownOf } from '@device-flow/react'
import type { ReactElement } from 'react'
import { timeLeft } from '@device-flow/app-shared/time-left'

const SOON_SECONDS = 60

/** How long the code is good for. It renders each second, alone, and says nothing aloud: as a timer it would, to some screen readers. */
export function Countdown({ of }: { of: CountdownOf }): ReactElement {
  const seconds = useSecondsLeft(of)
  return (
    <p className={seconds <= SOON_SECONDS ? 'countdown countdown-soon' : 'countdown'}>
      {seconds > 0 ? `Code valid for ${timeLeft(seconds)}` : 'Checking one last time'}
    </p>
  )
}
