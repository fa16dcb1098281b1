import type { DeviceFlow } from '@device-flow/react'
import { useEffect, useState } from 'react'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

/** What has come of "I have signed in": not said yet, being asked, or asked and the server knows of nothing. */
export type HintState = 'none' | 'asking' | 'notYet'

/**
 * Hints that the person is done, and tells what the server answers. Only an answer to a poll that went out afterwards counts: one that was
 * under way may have missed the person by a moment.
 */
export function useHint({ actor, hint }: Awaiting): [state: HintState, ask: () => void] {
  const [state, setState] = useState<HintState>('none')
  const [asked, setAsked] = useState(0)

  useEffect(() => {
    if (asked === 0) return undefined
    let hasWaited = false
    let isPolled = false
    const follow = (snapshot: ReturnType<typeof actor.getSnapshot>): void => {
      if (snapshot.matches('polling')) isPolled = hasWaited
      else if (!snapshot.matches('awaitingUser')) return
      // A poll that failed is no answer: the next one is asked the same.
      else if (isPolled && snapshot.context.cadence?.blips === 0) setState('notYet')
      else hasWaited = true
    }
    follow(actor.getSnapshot())
    const { unsubscribe } = actor.subscribe(follow)
    // Before a back-off that the hint cuts short would be missed.
    hint()
    return unsubscribe
  }, [actor, asked, hint])

  const ask = (): void => {
    setState('asking')
    setAsked((times) => times + 1)
  }
  return [state, ask]
}
