import type { DeviceFlowActor } from '@device-flow/machine'

/**
 * Tells once the server has answered a poll that went out from now on with "not yet". One that was under way may have missed the person by
 * a moment. The returned function ends it.
 */
export function followHint(actor: DeviceFlowActor, onNotYet: () => void): () => void {
  let hasWaited = false
  let isPolled = false
  const follow = (snapshot: ReturnType<typeof actor.getSnapshot>): void => {
    if (snapshot.matches('polling')) isPolled = hasWaited
    else if (!snapshot.matches('awaitingUser')) return
    // A poll that failed is no answer: the next one is asked the same.
    else if (isPolled && snapshot.context.cadence?.blips === 0) onNotYet()
    else hasWaited = true
  }
  follow(actor.getSnapshot())
  const { unsubscribe } = actor.subscribe(follow)
  return unsubscribe
}
