import { followHint } from '@device-flow/app-shared/follow-hint'
import type { HintState } from '@device-flow/app-shared/waiting-words'
import type { DeviceFlow } from '@device-flow/react'
import { useEffect, useState } from 'react'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

/** Hints that the person is done, and tells what the server answers. */
export function useHint({ actor, hint }: Awaiting): [state: HintState, ask: () => void] {
  const [state, setState] = useState<HintState>('none')
  const [asked, setAsked] = useState(0)

  useEffect(() => {
    if (asked === 0) return undefined
    const stop = followHint(actor, () => setState('notYet'))
    hint()
    return stop
  }, [actor, asked, hint])

  return [
    state,
    () => {
      setState('asking')
      setAsked((times) => times + 1)
    },
  ]
}
